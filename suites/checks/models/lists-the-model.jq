module {
  requirement: "The model under test is listed under exactly the name that requests use.",
  reference: "https://platform.openai.com/docs/api-reference/models/list",
  level: "must",
  concerns: "protocol",
  breaks: [
    {does: "agents that choose from the list never offer this model", measured: false},
    {does: "gateways and tools that check a name against the list refuse it: `Model not found`", measured: false}],
  remedy: ["name-a-served-model", "list-the-model"],
  passes: [{kind: "models", target: {model: "m"}, response: {status: 200, json: {data: [{id: "x"}, {id: "m"}]}}}],
  fails: [{kind: "models", target: {model: "m"}, response: {status: 200, json: {data: [{id: "M"}]}}},
    {kind: "models", target: {model: "m"}, response: {status: 200, json: {data: []}}}]
};

include "lib/transcript";

def ids: [.response.json | objects | .data | arrays | .[] | objects | .id];

def applies: when(if .kind == "models" then true else "this is not the model list" end, complete, succeeded, legible,
  if [.response.json | objects | .data | arrays] == [] then "there is no list" else true end);
def check:
  .target.model as $model
  | ids as $ids
  | expect($ids | index([$model]) != null;
      finding("`\($model)` is not in the list"; "data[].id"; $ids | excerpt));
