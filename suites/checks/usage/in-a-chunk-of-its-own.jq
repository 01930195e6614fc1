module {
  requirement: "The usage of a stream comes in a chunk of its own, with `choices: []`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream_options",
  level: "may",
  concerns: "protocol",
  breaks: [{program: "openai-java", version: "4.101.0", does: "ends with an error", says: "`choices` is required, but was not set", shown: ["openai-java/stream:sse.usage-with-finish"]}],
  remedy: ["usage-in-its-own-chunk"],
  seen: ["router-for-me/CLIProxyAPI#796"],
  passes: [{request: {body: {stream_options: {include_usage: true}}}, response: {events: [{number: 1, json: {choices: [{finish_reason: "stop"}], usage: null}}, {number: 2, json: {choices: [], usage: {total_tokens: 9}}}], assembled: {choices: []}}}],
  fails: [{request: {body: {stream_options: {include_usage: true}}}, response: {events: [{number: 1, offset: 0, json: {choices: [{finish_reason: "stop"}], usage: {total_tokens: 9}}}], assembled: {choices: []}}}]
};

include "lib/transcript";

# Where several chunks carry usage, they are judged as that.
def counted: [chunks | select((.json.usage | type) == "object" and .json.usage != {})];
def applies: when(streamed, answered, if asked.stream_options | type == "object" and .include_usage == true then true else "usage was not asked for" end,
  if counted | length == 1 then true else "not one chunk carries usage" end);
def check: counted[0] | expect((.json.choices // []) == []; finding("usage comes with the choices"; place; .json.usage | excerpt));
