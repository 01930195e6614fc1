module {
  requirement: "`object` is \"list\" in the model list and \"model\" in each entry.",
  reference: "https://platform.openai.com/docs/api-reference/models/object#models/object-object",
  clause:
    "Models, the model object: `object` is always \"model\"; list models: `object` is \"list\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {does: "typed clients (Rust, Go) reject the complete list: `missing field object`",
      measured: false},
    {does: "model pickers that read `object` stay empty", measured: false}
  ],
  remedy: ["write-the-model-list"],
  seen: ["mostlygeek/llama-swap#154", "dongri/openai-api-rs#175", "obot-platform/tools#445"],
  passes: [
    {kind: "models",
      response: {status: 200,
        json: {object: "list", models: [], data: [{id: "m", object: "model"}]}}}
  ],
  fails: [
    {kind: "models", response: {status: 200, json: {data: [{id: "m", object: "model"}]}}},
    {kind: "models", response: {status: 200, json: {object: "list", data: [{id: "m"}]}}},
    {kind: "models", response: {status: 200, json: {object: "list", data: [{id: "m", object: 7}]}}}
  ]
};

include "lib/transcript";

def applies: when(
  only_if(.kind == "models"; "this is not the model list"),
  complete, succeeded,
  unless([.response.json | objects | .data | arrays | .[] | objects] == [];
    "the list contains no model"));

def check: .response.json
  | [ (select(.object != "list")
        | finding("`object` of the list is \(.object | shown)"; "object"; .object | excerpt)),
      ([.data[] | objects | select(.object != "model")]
        | select(. != [])
        | finding("`object` of \(length) model(s) is \(.[0].object | shown)"; "data[].object";
            .[0] | excerpt)) ]
  | if . == [] then true else .[] end;
