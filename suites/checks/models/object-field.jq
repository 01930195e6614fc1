module {
  requirement: "The model list names its kind: `object` is \"list\", and \"model\" in each entry.",
  reference: "https://platform.openai.com/docs/api-reference/models/list",
  level: "should",
  concerns: "protocol",
  breaks: [
    {does: "typed clients (Rust, Go) drop the whole list: `missing field object`", measured: false},
    {does: "model pickers that look at `object` stay empty", measured: false}],
  remedy: ["write-the-model-list"],
  seen: ["mostlygeek/llama-swap#154", "dongri/openai-api-rs#175", "obot-platform/tools#445"],
  passes: [{kind: "models", response: {status: 200, json: {object: "list", models: [], data: [{id: "m", object: "model"}]}}}],
  fails: [{kind: "models", response: {status: 200, json: {data: [{id: "m", object: "model"}]}}},
    {kind: "models", response: {status: 200, json: {object: "list", data: [{id: "m"}]}}},
    {kind: "models", response: {status: 200, json: {object: "list", data: [{id: "m", object: 7}]}}}]
};

include "lib/transcript";

def applies: when(if .kind == "models" then true else "this is not the model list" end, complete, succeeded,
  if [.response.json | objects | .data | arrays | .[] | objects] == [] then "the list holds no model" else true end);
def check: .response.json
  | [ (select(.object != "list") | finding("`object` of the list is \(.object | shown)"; "object"; .object | excerpt)),
      ([.data[] | objects | select(.object != "model")] | select(. != [])
        | finding("`object` of \(length) model(s) is \(.[0].object | shown)"; "data[].object"; .[0] | excerpt)) ]
  | if . == [] then true else .[] end;
