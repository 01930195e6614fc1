module {
  requirement: "The model list has each model once.",
  reference: "https://platform.openai.com/docs/api-reference/models/list",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "show the model several times in their pickers", measured: false}],
  remedy: ["list-models-once"],
  seen: ["maximhq/bifrost#1092", "tashfeenahmed/freellmapi#201", "diegosouzapw/OmniRoute#4424"],
  passes: [{kind: "models", response: {status: 200, json: {data: [{id: "a"}, {id: "b"}]}}}],
  fails: [{kind: "models", response: {status: 200, json: {data: [{id: "a"}, {id: "b"}, {id: "a"}]}}}]
};

include "lib/transcript";

def ids: [.response.json | objects | .data | arrays | .[] | objects | .id | select(named)];

def applies: when(if .kind == "models" then true else "this is not the model list" end, complete, succeeded, legible,
  if ids == [] then "the list holds no model" else true end);
def check: [ids | group_by(.)[] | select(length > 1)]
  | expect(. == []; .[] | finding("\(.[0] | shown) is in the list \(length) times"; "data[].id"; .[0] | excerpt));
