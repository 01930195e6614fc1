module {
  requirement: "What stands in the arguments of a call is not sent as content too.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "protocol",
  breaks: [{program: "agno", version: "3.1.10", does: "shows the texts of the arguments as a part of the answer", shown: ["agno/stream:args.in-content-too"]},
    {program: "spring-ai", version: "1.1.2", does: "shows the texts of the arguments as a part of the answer", shown: ["spring-ai/stream:args.in-content-too"]}],
  remedy: ["arguments-out-of-content"],
  seen: ["youssofal/MTPLX#249"],
  passes: [{request: {body: {}}, response: {assembled: {choices: [{index: 0, content: "I write the file \"a long text of a file\" now.", tool_calls: [{name: "f", parsed: {a: "a long text of a file"}}]}]}}},
    {request: {body: {}}, response: {assembled: {choices: [{index: 0, content: "The file:\n```\na long text of a file\n```", tool_calls: [{name: "f", parsed: {a: "a long text of a file"}}]}]}}}],
  fails: [{request: {body: {}}, response: {assembled: {choices: [{index: 0, content: "src/prices.py\na long text of a file\n", tool_calls: [{name: "f", parsed: {path: "src/prices.py", a: "a long text of a file"}, at: "event 3"}]}]}}},
    {request: {body: {}}, response: {assembled: {choices: [{index: 0, content: "I write it.\nsrc/prices.py a long text of a file", tool_calls: [{name: "f", parsed: {path: "src/prices.py", a: "a long text of a file"}, at: "event 3"}]}]}}}]
};

include "lib/transcript";

# Choices with calls whose content ends in lines that are nothing but texts of their arguments. In a sentence, in
# quotes or in a block of code it is the model that shows what it is about to do.
def echoing: choices[] | select((.content | named) and (.tool_calls // []) != []) | .content as $text
  | ([.tool_calls[].parsed | objects | .. | strings | select(named)] | unique | sort_by(-length)) as $values
  | [$values[] | select(length >= 12) | . as $value | select($text | contains($value)) | $text | split($value)[0]
      | select(. == "" or endswith("\n"))] as $starts
  | select($starts != []) | $text[$starts | map(length) | min:]
  | select(reduce $values[] as $value (.; split($value) | join("")) | test("\\A[\\s\"{}\\[\\]:,]*\\z"));

def applies: when(answered, called, if [choices[] | select((.tool_calls // []) != [] and (.content | trimmed != ""))] == [] then "no content comes with the call" else true end,
  if [calls[].parsed | objects] == [] then "no arguments can be read" else true end);
def check: [echoing] | expect(. == []; .[0] | finding("texts of the arguments stand in the content too"; "choice 0"; excerpt));
