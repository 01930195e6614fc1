module {
  requirement: "The model list is a JSON object whose `data` is an array of objects.",
  reference: "https://platform.openai.com/docs/api-reference/models/list",
  clause: "Models, list models: an object with `data`, the list of model objects",
  level: "must",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {does: "`jq '.data[].id'` stops with the error `Cannot iterate over null`", measured: false},
    {does: "the model pickers of agents stay empty", measured: false}
  ],
  remedy: ["write-the-model-list", "ask-the-engine-directly"],
  seen: ["mostlygeek/llama-swap#154", "obot-platform/tools#445"],
  passes: [
    {kind: "models", response: {status: 200, json: {object: "list", data: [{id: "m"}]}}},
    {kind: "models", response: {status: 200, json: {data: []}}}
  ],
  fails: [
    {kind: "models", response: {status: 200, json: {error: {message: "Invalid API Key"}}}},
    {kind: "models", response: {status: 200, json: {data: ["m"]}}},
    {kind: "models", response: {status: 200, text: "<html>Sign in</html>", json: null}},
    {kind: "models", response: {status: 200, json: [{id: "m"}]}}
  ]
};

include "lib/transcript";

def applies: when(
  only_if(.kind == "models"; "this is not the model list"),
  complete, succeeded, legible);

def check:
  .response.json as $list
  | if ($list | type) != "object" then
      finding("the body is not a JSON object"; "the body"; .response.text // $list | excerpt)
    elif $list.error then
      finding("the body is an error, with status \(.response.status)"; "error";
        $list.error | excerpt; ["send-the-key", "ask-the-engine-directly"])
    elif ($list.data | type) != "array" then
      finding("there is no array `data`"; "data"; $list | excerpt)
    else
      [$list.data[] | select(type != "object")]
      | expect(. == [];
          finding("`data` contains values that are not objects"; "data"; .[0] | excerpt))
    end;
