module {
  requirement: "`content` does not repeat the arguments of a call.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "No specification forbids this, but clients show `content` to the user as the answer.",
  level: "should",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {program: "agno", version: "3.1.10",
     does: "shows the texts of the arguments as a part of the answer",
     shown: ["agno/stream:args.in-content-too"]},
    {program: "spring-ai", version: "1.1.2",
     does: "shows the texts of the arguments as a part of the answer",
     shown: ["spring-ai/stream:args.in-content-too"]}],
  remedy: ["arguments-out-of-content"],
  seen: ["youssofal/MTPLX#249"],
  passes: [
    {request: {body: {}},
      response: {assembled: {choices: [{index: 0,
        content: "I write the file \"a long text of a file\" now.",
        tool_calls: [{name: "f", parsed: {a: "a long text of a file"}}]}]}}},
    {request: {body: {}},
      response: {assembled: {choices: [{index: 0,
        content: "The file:\n```\na long text of a file\n```",
        tool_calls: [{name: "f", parsed: {a: "a long text of a file"}}]}]}}}],
  fails: [
    {request: {body: {}},
      response: {assembled: {choices: [{index: 0, content: "src/prices.py\na long text of a file\n",
        tool_calls: [{name: "f", parsed: {path: "src/prices.py", a: "a long text of a file"},
          at: "event 3"}]}]}}},
    {request: {body: {}},
      response: {assembled: {choices: [{index: 0,
        content: "I write it.\nsrc/prices.py a long text of a file",
        tool_calls: [{name: "f", parsed: {path: "src/prices.py", a: "a long text of a file"},
          at: "event 3"}]}]}}}]
};

include "lib/transcript";

# The end of a content that consists of texts of the arguments only, on lines of their own. In a
# sentence, in quotes or in a block of code, the model shows what it is about to do.
def echoing:
  choices[]
  | select((.content | named) and (.tool_calls // []) != [])
  | .content as $text
  | ([.tool_calls[].parsed | objects | .. | strings | select(named)] | unique | sort_by(-length))
    as $values
  | [ $values[]
      | select(length >= 12)
      | . as $value
      | select($text | contains($value))
      | $text
      | split($value)[0]
      | select(. == "" or endswith("\n")) ] as $starts
  | select($starts != [])
  | $text[$starts | map(length) | min:]
  | select(reduce $values[] as $value (.; split($value) | join(""))
      | test("\\A[\\s\"{}\\[\\]:,]*\\z"));

def applies: when(answered, called,
  unless([choices[] | select((.tool_calls // []) != [] and (.content | trimmed != ""))] == [];
    "no call comes with content"),
  unless([calls[].parsed | objects] == []; "no arguments can be read"));

def check: [echoing]
  | expect(. == []; .[0]
      | finding("the content repeats texts of the arguments"; {choice: 0}; excerpt));
