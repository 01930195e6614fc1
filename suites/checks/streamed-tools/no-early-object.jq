module {
  requirement: "Streamed arguments are not a whole object before they are complete.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["OpenCode (AI SDK up to 2.0.57) and Crush close a call as soon as its arguments are JSON: the tool runs with `{}`, and what follows is dropped without a word",
    "openai-python joins both: `Extra data: line 1 column 3`"],
  remedy: ["the first delta of a call must carry the arguments `\"\"`, not `\"{}\"`: update the server or the gateway"],
  seen: ["vercel/ai#14277"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{\"a\": 1}", continued_at: null, deltas: []}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{\"a\": 1}{\"a\": 1}", continued_at: "event 5", deltas: []}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}{\"a\": 1}", continued_at: "event 5", deltas: []}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# What follows an object with something in it is a second value, which the check of JSON tells.
def judged: [calls[] | select((mixed | not) and (.arguments | type == "string"))];

def applies: when(streamed, answered, called, if judged == [] then "the pieces of calls are mixed up, or are no text" else true end);
def check: every(judged[]; reopened | not;
  finding("the arguments of \(.name | shown) are an empty object first, and go on then"; .continued_at; .arguments | excerpt));
