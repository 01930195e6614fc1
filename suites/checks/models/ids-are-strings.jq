module {
  requirement: "Every model of the list has an `id`, a string that is not empty.",
  reference: "https://platform.openai.com/docs/api-reference/models/object",
  level: "must",
  concerns: "protocol",
  breaks: [{does: "typed clients reject the whole list because of one such entry", measured: false}],
  remedy: ["write-ids-as-strings"],
  seen: ["dongri/openai-api-rs#175"],
  passes: [{kind: "models", response: {status: 200, json: {data: [{id: "a"}, {id: "vendor/b"}]}}}],
  fails: [{kind: "models", response: {status: 200, json: {data: [{id: "a"}, {id: 7}]}}},
    {kind: "models", response: {status: 200, json: {data: [{id: ""}]}}},
    {kind: "models", response: {status: 200, json: {data: [{name: "a"}]}}}]
};

include "lib/transcript";

def models: .response.json | objects | .data | arrays | .[] | objects;

def applies: when(if .kind == "models" then true else "this is not the model list" end, complete, succeeded, legible,
  if [models] == [] then "the list holds no model" else true end);
def check: every(models; .id | type == "string" and . != "";
  finding("a model's id is \(.id | shown)"; "data[].id"; shown));
