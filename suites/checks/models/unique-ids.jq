module {
  requirement: "The model list contains each model once.",
  reference: "https://platform.openai.com/docs/api-reference/models/object#models/object-id",
  clause: "Models, the model object: `id`, the model identifier",
  level: "should",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [{does: "agents show the model several times in their pickers", measured: false}],
  remedy: ["list-models-once"],
  seen: ["maximhq/bifrost#1092", "tashfeenahmed/freellmapi#201", "diegosouzapw/OmniRoute#4424"],
  passes: [{kind: "models", response: {status: 200, json: {data: [{id: "a"}, {id: "b"}]}}}],
  fails: [
    {kind: "models", response: {status: 200, json: {data: [{id: "a"}, {id: "b"}, {id: "a"}]}}}
  ]
};

include "lib/transcript";

def ids: [.response.json | objects | .data | arrays | .[] | objects | .id | select(named)];

def applies: when(
  only_if(.kind == "models"; "this is not the model list"),
  complete, succeeded, legible,
  unless(ids == []; "the list contains no model"));

def check: [ids | group_by(.)[] | select(length > 1)]
  | expect(. == []; .[]
      | finding("\(.[0] | shown) is in the list \(length) times"; "data[].id"; .[0] | excerpt));
