module {
  requirement: "Text that was to be handed over unchanged arrives unchanged in the arguments.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "model",
  expects: "exact",
  breaks: [
    {program: "50 of 50 clients", does: "run the tool with the altered value, a decimal number in the experiment; no error shows it",
     shown: ["aisdk-2.0.41/stream:args.decimal-mangled", "aisdk-3-latest/stream:args.decimal-mangled", "langchain/stream:args.decimal-mangled", "openai-python/stream:args.decimal-mangled"]},
    {does: "files are written with other code than the model meant, and edits do not find their place", measured: false}],
  remedy: ["update-the-tool-parser", "stronger-model", "see-how-often"],
  seen: ["mistralai/mistral-vibe#216", "ggml-org/llama.cpp#28522"],
  passes: [{case: {expect: {exact: {a: "x < y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x < y"}, at: "event 3"}]}]}}}],
  fails: [{case: {expect: {exact: {a: "x < y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x > y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "C:\\dir"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "C:\\\\dir"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "one"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "two"}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/recoding";
include "lib/parsing";

# An argument that is missing or no text is for the check of the schema; a line break at the end is nothing.
def judged: (.case.expect.exact | to_entries) as $wanted
  | calls[] | select(.parsed | type == "object") | . + ($wanted[] | {wanted: .})
  | .text = .parsed[.wanted.key] | select(.text | type == "string");
def same($text): (. | sub("\\n+$"; "")) == ($text | sub("\\n+$"; ""));

# Where two texts part, in characters.
def parting($other): explode as $a | ($other | explode) as $b
  | [label $out | range([$a, $b] | map(length) | min) | select($a[.] != $b[.]) | (., break $out)][0] // ([$a, $b] | map(length) | min);

# What a parser does, and a model that is too careful with its escapes.
def cause($want): . as $text | parting($want) as $at
  | if gsub("\\\\\\\\"; "\\") | same($want) then "backslashes are doubled"
    elif gsub("\\\\n"; "\n") | gsub("\\\\t"; "\t") | gsub("\\\\\""; "\"") | same($want) then "line breaks or quotes are escaped twice"
    elif test("\ufffd") and ($want | test("\ufffd") | not) then "characters were replaced by U+FFFD"
    else null end;

def applies: when(answered, called, if [judged] == [] then "no argument of that name is a text" else true end,
  if any(judged; .wanted.value as $want | .text | recoding($want) != null) then "a text was recoded, which is judged as that" else true end,
  if [trimmed_texts, cut_texts, read_texts] != [] then "a parser changed a text, which is judged as that" else true end);
def check: every(judged; .wanted.value as $want | .text | same($want);
  .wanted.value as $want | (.text | parting($want)) as $at | (.text | cause($want)) as $cause
  | finding("the argument `\(.wanted.key)` is not the text asked for" + (if $cause then ": \($cause)" else ", from character \($at + 1)" end);
      .at; "";
      if $cause then ["parser-or-model", "update-the-tool-parser", "stronger-model"] else null end)
    + (.text | pointed(.; .[:$at] | utf8bytelength)));
