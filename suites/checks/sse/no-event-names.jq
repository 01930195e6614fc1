module {
  requirement: "The chunks of a chat stream have no `event:` field.",
  reference:
    "https://platform.openai.com/docs/api-reference/completions/create#completions-create-stream",
  clause: "Create completion: `stream`, \"data-only server-sent events\"",
  level: "may",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {does: "clients built on EventSource ignore named events; none of 32 measured clients is one",
     measured: false}],
  remedy: ["omit-event-names"],
  seen: ["SamSaffron/term-llm#487", "openai/openai-python#498"],
  passes: [
    {response: {events: [{number: 1, name: null, data: "{}", json: {}}]}},
    {response: {events: [
      {number: 1, name: "error", data: "{}", json: {error: {message: "boom"}}}]}}],
  fails: [
    {response: {events: [
      {number: 1, offset: 0, name: "completion", data: "{}", json: {choices: []}}]}}]
};

include "lib/transcript";

def applies: when(streamed, unless(.response.events == []; "the stream is empty"));

def check:
  [event_shapes | select(.name != null) | select(.json | objects | .error != null | not)]
  | expect(. == [];
      events_counted as $count
      | .[0]
      | finding("\($count) events have a name, the first \(.name | shown)";
          place; "event: \(.name)"));
