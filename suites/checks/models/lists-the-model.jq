module {
  requirement: "The model list contains the model under exactly the name that requests use.",
  reference: "https://platform.openai.com/docs/api-reference/models/object#models/object-id",
  clause: "Models, the model object: `id`, \"which can be referenced in the API endpoints\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "agents that choose from the list never offer this model", measured: false},
    {does: "gateways and tools that check a name against the list refuse it: `Model not found`",
      measured: false}
  ],
  remedy: ["name-a-served-model", "list-the-model"],
  passes: [
    {kind: "models", target: {model: "m"},
      response: {status: 200, json: {data: [{id: "x"}, {id: "m"}]}}}
  ],
  fails: [
    {kind: "models", target: {model: "m"}, response: {status: 200, json: {data: [{id: "M"}]}}},
    {kind: "models", target: {model: "m"}, response: {status: 200, json: {data: []}}}
  ]
};

include "lib/transcript";

def ids: [.response.json | objects | .data | arrays | .[] | objects | .id];

def applies: when(
  only_if(.kind == "models"; "this is not the model list"),
  complete, succeeded, legible,
  unless([.response.json | objects | .data | arrays] == []; "there is no list"));

def check: .target.model as $model
  | ids as $ids
  | expect($ids | index([$model]) != null;
      finding("`\($model)` is not in the list"; "data[].id"; $ids | excerpt));
