module {
  requirement: "Every model in the list has an `id`, a string that is not empty.",
  reference: "https://platform.openai.com/docs/api-reference/models/object#models/object-id",
  clause: "Models, the model object: `id`",
  level: "must",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {does: "typed clients reject the complete list because of one such entry", measured: false}
  ],
  remedy: ["write-ids-as-strings"],
  seen: ["dongri/openai-api-rs#175"],
  passes: [{kind: "models", response: {status: 200, json: {data: [{id: "a"}, {id: "vendor/b"}]}}}],
  fails: [
    {kind: "models", response: {status: 200, json: {data: [{id: "a"}, {id: 7}]}}},
    {kind: "models", response: {status: 200, json: {data: [{id: ""}]}}},
    {kind: "models", response: {status: 200, json: {data: [{name: "a"}]}}}
  ]
};

include "lib/transcript";

def models: .response.json | objects | .data | arrays | .[] | objects;

def applies: when(
  only_if(.kind == "models"; "this is not the model list"),
  complete, succeeded, legible,
  unless([models] == []; "the list contains no model"));

def check: every(models; .id | type == "string" and . != "";
  finding("the id of a model is \(.id | shown)"; "data[].id"; shown));
