module {
  requirement: "The content ends before a stop string, and does not hold it.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stop",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "a client that marks the end of a step with a stop string reads on past it", measured: false}],
  remedy: ["stop-strings-in-the-text"],
  seen: ["vllm-project/vllm#14170", "vllm-project/vllm#14550"],
  passes: [{request: {body: {stop: ["four", "five"]}}, response: {assembled: {choices: [{index: 0, content: "one two three "}]}}},
    {request: {body: {stop: "5"}}, response: {assembled: {choices: [{index: 0, content: "1234"}]}}}],
  fails: [{request: {body: {stop: ["four", "five"]}}, response: {assembled: {choices: [{index: 0, content: "one two three four"}]}}},
    {request: {body: {stop: "5"}}, response: {assembled: {choices: [{index: 0, content: "123456"}]}}}]
};

include "lib/transcript";
include "lib/texts";

def stops: asked.stop | if type == "array" then .[] else . end | select(named);

def applies: when(answered, if [stops] == [] then "the request names no stop string" else true end,
  if asked.include_stop_str_in_output == true then "the request wants the stop string in the text" else true end,
  if [contents] == [] then "the answer has no text" else true end,
  if any(contents; .content | test("\(opens_thought)|\(closes_thought)"; "i")) then "thoughts in the content are judged" else true end);
def check: [stops] as $stops
  | every(contents; .content as $content | any($stops[]; . as $stop | $content | contains($stop)) | not;
      .content as $content | ([$stops[] | select(. as $stop | $content | contains($stop))][0]) as $stop
      | ($content | indices($stop)[0]) as $place
      | finding("the content holds the stop string \($stop | shown)"; .at; "") + ($content | pointed(.; $place)));
