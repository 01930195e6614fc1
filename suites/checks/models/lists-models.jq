module {
  requirement: "The model list is a JSON object whose `data` is an array of objects.",
  reference: "https://platform.openai.com/docs/api-reference/models/list",
  level: "must",
  concerns: "protocol",
  breaks: ["`jq '.data[].id'` says `Cannot iterate over null`", "model pickers of agents stay empty"],
  remedy: ["let the route answer {\"object\": \"list\", \"data\": [{\"id\": …}]}, as the engine itself does",
    "ask the engine directly, without the gateway, to see which of the two writes the list"],
  seen: ["mostlygeek/llama-swap#154", "obot-platform/tools#445"],
  passes: [{kind: "models", response: {status: 200, json: {object: "list", data: [{id: "m"}]}}},
    {kind: "models", response: {status: 200, json: {data: []}}}],
  fails: [{kind: "models", response: {status: 200, json: {error: {message: "Invalid API Key"}}}},
    {kind: "models", response: {status: 200, json: {data: ["m"]}}},
    {kind: "models", response: {status: 200, text: "<html>Sign in</html>", json: null}},
    {kind: "models", response: {status: 200, json: [{id: "m"}]}}]
};

include "lib/transcript";

def applies: when(if .kind == "models" then true else "this is not the model list" end, complete, succeeded, legible);
def check:
  .response.json as $list
  | if ($list | type) != "object" then
      finding("the body is not a JSON object"; "the body"; .response.text // $list | excerpt)
    elif $list.error then
      finding("the body is an error, under status \(.response.status)"; "error"; $list.error | excerpt)
    elif ($list.data | type) != "array" then
      finding("there is no array `data`"; "data"; $list | excerpt)
    else [$list.data[] | select(type != "object")]
      | expect(. == []; finding("`data` holds something else than objects"; "data"; .[0] | excerpt)) end;
