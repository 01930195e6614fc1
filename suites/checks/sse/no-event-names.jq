module {
  requirement: "The chunks of a chat carry no `event:` field.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "may",
  concerns: "protocol",
  breaks: [{does: "clients built on EventSource see nothing, because they listen for events without a name; none of 32 measured clients is one", measured: false}],
  remedy: ["omit-event-names"],
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
