module {
  requirement: "A text that is intact without streaming is intact in streams of the same requests.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "Chat Completions, the chat completion chunk object: `choices[].delta`",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does:
      "users and agents receive, and send back, a text that the model did not write, without error",
      measured: false},
    {does: "files are written and commands are run with a damaged text", measured: false}
  ],
  remedy: ["pass-pieces-unchanged", "ask-the-engine-directly"],
  passes: [
    {transcripts: [
      {case: {id: "a", expect: {says: "one two three"}}, request: {body: {}},
        response: {assembled: {choices: [{content: "one two three", finish_reason: "stop"}]}}},
      {case: {id: "b", expect: {says: "four five six"}}, request: {body: {}},
        response: {assembled: {choices: [{content: "four five", finish_reason: "stop"}]}}},
      {case: {id: "c", expect: {says: "six seven"}}, request: {body: {}},
        response: {assembled: {choices: [{content: "six seven", finish_reason: "stop"}]}}},
      {case: {id: "a.stream", expect: {says: "one two three"}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{content: "one two", finish_reason: "stop"}]}}},
      {case: {id: "b.stream", expect: {says: "four five six"}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{content: "four five", finish_reason: "stop"}]}}},
      {case: {id: "c.stream", expect: {says: "six seven"}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{content: "six", finish_reason: "stop"}]}}}]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "a", expect: {says: "one two three"}}, request: {body: {}},
        response: {assembled: {choices: [{content: "one two three", finish_reason: "stop"}]}}},
      {case: {id: "b", expect: {says: "four five six"}}, request: {body: {}},
        response: {assembled: {choices: [{content: "four five six", finish_reason: "stop"}]}}},
      {case: {id: "c", expect: {says: "six seven"}}, request: {body: {}},
        response: {assembled: {choices: [{content: "six seven", finish_reason: "stop"}]}}},
      {case: {id: "a.stream", expect: {says: "one two three"}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{content: "onetwothree", finish_reason: "stop"}]}}},
      {case: {id: "b.stream", expect: {says: "four five six"}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{content: "fourfivesix", finish_reason: "stop"}]}}},
      {case: {id: "c.stream", expect: {says: "six seven"}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{content: "sixseven", finish_reason: "stop"}]}}}]},
    {transcripts: [
      {case: {id: "a", expect: {exact: {t: "Zürich"}}}, request: {body: {}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {t: "Zürich"}}],
          finish_reason: "tool_calls"}]}}},
      {case: {id: "b", expect: {exact: {t: "Köln"}}}, request: {body: {}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {t: "Köln"}}],
          finish_reason: "tool_calls"}]}}},
      {case: {id: "c", expect: {exact: {t: "Genève"}}}, request: {body: {}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {t: "Genève"}}],
          finish_reason: "tool_calls"}]}}},
      {case: {id: "a.stream", expect: {exact: {t: "Zürich"}}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {t: "Z"}}],
          finish_reason: "tool_calls"}]}}},
      {case: {id: "b.stream", expect: {exact: {t: "Köln"}}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {t: "K"}}],
          finish_reason: "tool_calls"}]}}},
      {case: {id: "c.stream", expect: {exact: {t: "Genève"}}}, request: {body: {stream: true}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {t: "Gen"}}],
          finish_reason: "tool_calls"}]}}}]},
    {transcripts: [
      {case: {id: "a"}, request: {body: {}},
        response: {assembled: {choices: [{reasoning: "The user wants a word.",
          finish_reason: "stop"}]}}},
      {case: {id: "b"}, request: {body: {}},
        response: {assembled: {choices: [{reasoning: "The user wants a call.",
          finish_reason: "stop"}]}}},
      {case: {id: "c"}, request: {body: {}},
        response: {assembled: {choices: [{reasoning: "The user wants a poem.",
          finish_reason: "stop"}]}}},
      {case: {id: "a.stream"}, request: {body: {stream: true}},
        response: {assembled: {choices: [{reasoning: "The user wants a word.The user wants a word.",
          finish_reason: "stop"}]}}},
      {case: {id: "b.stream"}, request: {body: {stream: true}},
        response: {assembled: {choices: [{reasoning: "The user wants a call.The user wants a call.",
          finish_reason: "stop"}]}}},
      {case: {id: "c.stream"}, request: {body: {stream: true}},
        response: {assembled: {choices: [{reasoning: "The user wants a poem.The user wants a poem.",
          finish_reason: "stop"}]}}}]}
  ]
};

include "lib/transcript";
include "lib/recoding";
include "lib/damage";

def module_id: .case.id | rtrimstr(".stream");
def is_stream: asked.stream == true;
def sound: answered == true and choices != [] and .response.assembled.error == null
  and (cut_off | not) and all(choices[]; .finish_reason != null);

# The text of all non-streamed answers to the same request; null if they differ.
def common: [.[] | select(is_stream | not) | choices[0].content]
  | if length > 2 and (unique | length) == 1 and (.[0] | named) then .[0] else null end;

# The text that the content must have, if the case determines it.
def expected_content($common): (.case.expect | objects) as $expect
  | if ($expect.says | type) == "string" then $expect.says
    elif $expect.own_word then
      [written | match("\"([^\"\n]*maple-[0-9a-f]+-[0-9]+-end[^\"\n]*)\"").captures[0].string][0]
    elif $expect.same_text then $common
    else null end;

# The first of these texts, {came, expected}, that is damaged.
def worst(texts):
  [texts
    | .expected as $expected
    | .damage = (.came | damage($expected))
    | select(.damage)][0] // {}
  | {damage, came};

# What each known part of an answer is, compared with what it must be: {part, right, damage, rare}.
def parts($common): (expected_content($common) | select(. != null)) as $expected
  | ($expected | plain_start != null) as $rare
  | [choices[] | select((.tool_calls // []) == [] and (.content | named)) | .content]
  | select(. != [])
  | {part: "content", right: all(.[]; bare == ($expected | bare)), $rare}
    + worst(.[] | {came: ., expected: $expected});

def argument_parts: (.case.expect | objects | .exact | objects) as $expected
  | [calls[]
      | select(.parsed | type == "object")
      | .parsed
      | to_entries[]
      | select((.value | type) == "string" and ($expected[.key] | type) == "string")
      | {came: .value, expected: $expected[.key]}]
  | select(. != [])
  | {
      part: "arguments",
      right: all(.[]; .expected as $expected | .came | bare == ($expected | bare)),
      rare: any(.[]; .expected | plain_start != null)
    }
    + worst(.[]);

# The expected reasoning is unknown. A model that repeats its reasoning also does so without
# streaming.
def reasoning_parts: [choices[].reasoning | select(named)]
  | select(. != [])
  | any(.[]; twice) as $twice
  | {
      part: "reasoning",
      right: ($twice | not),
      rare: false,
      damage: (if $twice then "whole" else null end),
      came: .[0]
    };

# All known parts, of cases with both modes.
def known: [.transcripts[] | select(sound)]
  | group_by(module_id)
  | map(select(any(.[]; is_stream) and any(.[]; is_stream | not))
      | common as $common
      | .[]
      | {file: (if .case.id then file else "" end), module: module_id, streamed: is_stream}
        + (parts($common), argument_parts, reasoning_parts));

# Damage of one kind that streams have and non-streamed answers never have, too often for chance. A
# model may shorten a text itself, so then nearly all streams must have the damage.
def found($kind): . as $all
  | [$all[] | select(.streamed | not) | select($kind != "rare" or .rare)] as $plain
  | [$all[] | select(.streamed) | select($kind != "rare" or .rare)] as $streams
  | [$plain[] | select(.right)] as $right
  | ($right | map(.module) | unique) as $modules
  | [$streams[]
      | select(.damage == $kind and (.module as $name | $modules | index([$name]) != null))]
    as $damaged
  | select(all($plain[]; .damage != $kind) and ($right | length) > 2 and ($damaged | length) > 2
      and ($damaged | map(.module) | unique | length) > 1)
  | select(
      if $kind == "end" or $kind == "start" or $kind == "rare" or $all[0].part == "reasoning" then
        ($right | length) * 10 >= ($plain | length) * 8
        and ($damaged | length) * 10 >= ($streams | length) * 8
      else
        ($damaged | length) * 2 >= ($streams | length)
        or (($damaged | length) > 3 and ($damaged | length) * 6 >= ($streams | length))
      end)
  | {
      $kind,
      part: $all[0].part,
      damaged: ($damaged | length),
      streams: ($streams | length),
      right: ($right | length),
      plain: ($plain | length),
      first: $damaged[0]
    };

# The checks that fail as a consequence.
def explained: {
  content: ["chat/repeats-the-text", "chat/keeps-angle-brackets", "chat/says-something",
    "chat/not-recoded", "concurrency/own-answer", "finish/stop-strings", "parity/same-text",
    "reasoning/leaves-an-answer", "streamed-tools/text-after-calls", "structured/fits-the-format",
    "tools/words-before-calls", "turns/uses-the-result", "usage/counts-the-answer"],
  arguments: ["parity/same-calls", "tools/arguments-fit-the-schema", "tools/exact-arguments",
    "tools/expected-arguments", "tools/keeps-tags", "tools/keeps-texts", "tools/keeps-white-space"],
  reasoning: ["reasoning/not-in-content", "usage/counts-the-answer"]
};

def of_part($streamed): any(group_by(.part)[]; [.[] | select(.streamed == $streamed)] | length > 2);

def applies: known as $known
  | when(
      only_if($known | of_part(true); "fewer than three streams had a text to repeat"),
      only_if($known | of_part(false);
        "fewer than three non-streamed answers had a text to repeat"));

def subject: if .part == "arguments" then "a text in arguments"
  elif .part == "reasoning" then "the reasoning"
  else "a text" end;

def check: . as $run
  | known
  | [group_by(.part)[]
      | [found("totals", "whole", "pieces", "restart", "spaces", "rare", "start", "end")]
      | max_by(.damaged) // empty]
  | if . == [] then true
    else
      .[]
      | damages[.kind] as $words
      | finding("in \(.damaged) of \(.streams) streams \(subject) \($words.does); "
            + "\(.right) of \(.plain) non-streamed answers to the same requests are correct";
          .first.module + ".stream"; .first.came | excerpt; $words.remedy)
        + {explains: {
            checks: explained[.part],
            transcripts: [$run.transcripts[] | select(is_stream and .case.id != null) | file]}}
    end;
