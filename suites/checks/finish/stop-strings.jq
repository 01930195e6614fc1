module {
  requirement: "`content` ends before a stop string and does not contain it.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stop",
  clause:
    "Create chat completion: `stop`, \"The returned text will not contain the stop sequence.\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  yields_to: ["reasoning/not-in-content", "reasoning/no-stray-tag"],
  breaks: [
    {does: "a client that marks the end of a step with a stop string reads past it",
      measured: false}
  ],
  remedy: ["stop-strings-in-the-text"],
  seen: ["vllm-project/vllm#14170", "vllm-project/vllm#14550"],
  passes: [
    {request: {body: {stop: ["four", "five"]}},
      response: {assembled: {choices: [{index: 0, content: "one two three "}]}}},
    {request: {body: {stop: "5"}}, response: {assembled: {choices: [{index: 0, content: "1234"}]}}}
  ],
  fails: [
    {request: {body: {stop: ["four", "five"]}},
      response: {assembled: {choices: [{index: 0, content: "one two three four"}]}}},
    {request: {body: {stop: "5"}},
      response: {assembled: {choices: [{index: 0, content: "123456"}]}}}
  ]
};

include "lib/transcript";

def stops: asked.stop | if type == "array" then .[] else . end | select(named);

def applies: when(answered,
  unless([stops] == []; "the request has no stop string"),
  unless(asked.include_stop_str_in_output == true; "the request asks to include the stop string"),
  unless([contents] == []; "the answer has no text"));

def found($stops): .content as $content
  | [$stops[] | select(. as $stop | $content | contains($stop))];

def check: [stops] as $stops
  | every(contents; found($stops) == [];
      found($stops)[0] as $stop
      | (.content | indices($stop)[0]) as $place
      | finding("the content contains the stop string \($stop | shown)"; where; "")
        + (.content | pointed(.; $place)));
