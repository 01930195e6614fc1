module {
  requirement: "`created` tells when the answer was made.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "may",
  concerns: "protocol",
  breaks: [{does: "show and sort answers as of 1970", measured: false}],
  remedy: ["write-the-time"],
  seen: ["mudler/LocalAI#1164"],
  passes: [{response: {json: {created: 1795261053, choices: [{}]}, assembled: {choices: []}}},
    {response: {events: [{number: 1, json: {created: 0, choices: []}}, {number: 2, json: {created: 1795261053, choices: [{}]}}], assembled: {choices: []}}}],
  fails: [{response: {json: {created: 0, choices: [{}]}, assembled: {choices: []}}},
    {response: {events: [{number: 1, offset: 0, json: {created: 0, choices: [{}]}}], assembled: {choices: []}}}]
};

include "lib/transcript";

# What has no choice, as the chunk that Azure sends of its content filter, is of another kind.
def times: [if .response.events then chunks else {json: .response.json} end | .json | objects | select(.choices | type == "array" and . != []) | .created | numbers];
def applies: when(answered, if times == [] then "no number says when it was created" else true end);
def check: expect(any(times[]; . != 0); finding("`created` is 0"; "created"; "0"));
