module {
  requirement: "Every chunk has an array `choices`, and every choice in it an object `delta`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["OpenCode (AI SDK): `Type validation failed` for a chunk without choices, such as a ping object", "openai-python users: `'NoneType' object has no attribute 'content'`"],
  remedy: ["send `\"choices\": []` where a chunk has none, and `\"delta\": {}` where nothing is new", "keep-alives are comments (`: ping`), not objects"],
  seen: ["microsoft/agent-framework#5734", "QwenLM/qwen-code#1448", "AstrBotDevs/AstrBot#8244"],
  passes: [{response: {events: [{number: 1, json: {choices: [{delta: {}}]}}, {number: 2, json: {choices: []}}, {number: 3, json: {error: {message: "boom"}}}],
      assembled: {choices: [{message: true}]}}}],
  fails: [{response: {events: [{number: 1, offset: 0, json: {choices: [{delta: {}}]}}, {number: 2, offset: 9, json: {choices: null}}], assembled: {choices: [{message: true}]}}},
    {response: {events: [{number: 1, offset: 0, json: {type: "ping"}}], assembled: {choices: [{message: true}]}}},
    {response: {events: [{number: 1, offset: 0, json: {choices: [{delta: null}, 7]}}], assembled: {choices: [{message: true}]}}}]
};

include "lib/transcript";

# What is wrong with a chunk, null for a good one.
def wrong: .json | if .choices == null then (if has("choices") then "`choices` is null" else "there is no `choices`" end)
  elif (.choices | type) != "array" then "`choices` is of type \(.choices | type)"
  else [.choices[] | if type != "object" then "a choice is of type \(type)"
      elif (.delta | type) == "object" then empty
      elif has("delta") then "`delta` is of type \(.delta | type)" else "a choice has no `delta`" end][0] end;

def applies: when(streamed, answered, if [chunks] == [] then "there is no chunk" else true end,
  # Where nothing at all came of it, the check of choices speaks.
  if choices == [] or any(choices[]; .message == false) then "no message came of it" else true end);
def check: [chunks | . + {wrong: wrong} | select(.wrong)]
  | expect(. == []; group_by(.wrong)[] | length as $count | .[0]
      | finding(.wrong + (if $count > 1 then ", in \($count) chunks" else "" end); place; .data // .json | excerpt));
