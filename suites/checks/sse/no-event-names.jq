module {
  requirement: "The chunks of a chat carry no `event:` field.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "may",
  concerns: "protocol",
  breaks: ["clients on EventSource listen for unnamed events and see nothing; clients that read line by line stumble over the field"],
  remedy: ["leave the field out: Chat Completions knows unnamed events only"],
  seen: ["SamSaffron/term-llm#487", "openai/openai-python#498"],
  passes: [{response: {events: [{number: 1, name: null, data: "{}", json: {}}]}},
    {response: {events: [{number: 1, name: "error", data: "{}", json: {error: {message: "boom"}}}]}}],
  fails: [{response: {events: [{number: 1, offset: 0, name: "completion", data: "{}", json: {choices: []}}]}}]
};

include "lib/transcript";

def applies: when(streamed, if .response.events == [] then "the stream is empty" else true end);
def check: [.response.events[] | select(.name != null) | select(.json | objects | .error != null | not)]
  | expect(. == []; length as $count | .[0]
      | finding("\($count) events have a name, the first \(.name | shown)"; place; "event: \(.name)"));
