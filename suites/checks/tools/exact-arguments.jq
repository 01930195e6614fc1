module {
  requirement: "Text that the model was asked to copy verbatim is unchanged in the arguments.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "No specification requires this, but clients pass `function.arguments` to tools unchanged.",
  level: "should",
  impact: "corruption",
  concerns: "model",
  expects: "exact",
  yields_to: [
    "tools/not-recoded", "tools/keeps-white-space", "tools/keeps-tags", "tools/keeps-texts"
  ],
  breaks: [
    {program: "50 of 50 clients",
     does:
       "run the tool with the altered value (measured with a decimal number), and show no error",
     shown: ["aisdk-2.0.41/stream:args.decimal-mangled",
       "aisdk-3-latest/stream:args.decimal-mangled", "langchain/stream:args.decimal-mangled",
       "openai-python/stream:args.decimal-mangled"]},
    {does:
       "files contain other code than the model meant, and edits do not find the text to replace",
     measured: false}],
  remedy: ["update-the-tool-parser", "stronger-model", "see-how-often"],
  seen: ["mistralai/mistral-vibe#216", "ggml-org/llama.cpp#28522"],
  passes: [{case: {expect: {exact: {a: "x < y"}}},
    response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", parsed: {a: "x < y"}, at: "event 3"}]}]}}}],
  fails: [
    {case: {expect: {exact: {a: "x < y"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x > y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "C:\\dir"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "C:\\\\dir"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "one"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "two"}, at: "event 3"}]}]}}}]
};

include "lib/transcript";

# An argument that is missing or not a string is left to tools/arguments-fit-the-schema.
def judged:
  (.case.expect.exact | to_entries) as $wanted
  | calls[]
  | select(.parsed | type == "object")
  | . + ($wanted[] | {wanted: .})
  | .text = .parsed[.wanted.key]
  | select(.text | type == "string");

# Line breaks at the end do not count.
def without_line_ends: if endswith("\n") then sub("\\n+$"; "") else . end;
def same($text): without_line_ends == ($text | without_line_ends);

# The index of the first character that differs.
def first_difference($other):
  explode as $a
  | ($other | explode) as $b
  | ([$a, $b] | map(length) | min) as $shorter
  | [label $out | range($shorter) | select($a[.] != $b[.]) | (., break $out)][0] // $shorter;

# A change that parsers make, or models that escape too much; null if the change is another.
def cause($want): . as $text
  | if gsub("\\\\\\\\"; "\\") | same($want) then "backslashes are doubled"
    elif gsub("\\\\n"; "\n") | gsub("\\\\t"; "\t") | gsub("\\\\\""; "\"") | same($want) then
      "line breaks or quotes are escaped twice"
    elif test("\ufffd") and ($want | test("\ufffd") | not) then
      "characters were replaced by U+FFFD"
    else null end;

def applies: when(answered, called,
  unless([judged] == []; "no argument of that name is a string"));

def check: every(judged; .wanted.value as $want | .text | same($want);
  .wanted.value as $want
  | (.text | first_difference($want)) as $at
  | (.text | cause($want)) as $cause
  | finding("the argument `\(.wanted.key)` is not the requested text"
        + (if $cause then ": \($cause)" else ", from character \($at + 1) on" end);
      where; "";
      if $cause then ["parser-or-model", "update-the-tool-parser", "stronger-model"] else null end)
    + (.text | pointed(.; .[:$at] | utf8bytelength)));
