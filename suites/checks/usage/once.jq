module {
  requirement: "A stream tells once what it used, at its end.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream_options",
  level: "should",
  concerns: "protocol",
  breaks: [
    {program: "LangChain", version: "1.7.4", does: "adds the counts up: 117 tokens instead of 12", shown: ["langchain/stream:sse.usage-every-chunk"]},
    {program: "openai-java", version: "4.101.0", does: "refuses the stream", says: "`id` is required, but was not set", shown: ["openai-java/stream:sse.usage-every-chunk"]}
  ],
  remedy: ["usage-in-the-last-chunk"],
  passes: [{response: {events: [{data: "a", json: {usage: null}}, {data: "b", json: {usage: {total_tokens: 9}}}], assembled: {choices: []}}}],
  fails: [{response: {events: [{number: 1, data: "a", json: {usage: {total_tokens: 8}}}, {number: 2, data: "b", json: {usage: {total_tokens: 9}}}], assembled: {choices: []}}}]
};

include "lib/transcript";

# A chunk that was sent twice is a finding of its own.
def counted: [.response.events[] | select(.json | type == "object" and .usage != null and .usage != {})] | unique_by(.data);
def applies: when(answered, streamed,
  if asked.stream_options | type == "object" and .continuous_usage_stats == true then "running totals were asked for" else true end,
  if asked.n | type == "number" and . > 1 then "several choices were asked for" else true end,
  if counted == [] then "there is no usage" else true end);
def check: counted | sort_by(.number)
  | expect(length == 1; finding("\(length) chunks carry usage"; "event \(.[0].number)"; .[0].json.usage | excerpt));
