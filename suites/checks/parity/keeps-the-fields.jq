module {
  requirement: "A field of a request that works without streaming also works with streaming.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream",
  clause:
    "Create chat completion: `stream` with `stop`, `response_format`, `max_completion_tokens`",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does:
      "clients that stream, as agents do, get other answers than they request, without an error",
      measured: false}
  ],
  remedy: ["pass-fields-on-in-streams", "ask-the-engine-directly"],
  passes: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {stop: "7"}},
        response: {assembled: {choices: [{content: "5 6 "}]}}},
      {case: {id: "b"}, request: {body: {stop: "c"}},
        response: {assembled: {choices: [{content: "a b "}]}}},
      {case: {id: "a.stream"}, request: {body: {stop: "7", stream: true}},
        response: {assembled: {choices: [{content: "5 6 "}]}}},
      {case: {id: "b.stream"}, request: {body: {stop: "c", stream: true}},
        response: {assembled: {choices: [{content: "a b c d"}]}}}]},
    {transcripts: [
      {case: {id: "a"}, request: {body: {stop: "7"}},
        response: {assembled: {choices: [{content: "5 6 7 8"}]}}},
      {case: {id: "b"}, request: {body: {stop: "c"}},
        response: {assembled: {choices: [{content: "a b c d"}]}}},
      {case: {id: "a.stream"}, request: {body: {stop: "7", stream: true}},
        response: {assembled: {choices: [{content: "5 6 7 8"}]}}},
      {case: {id: "b.stream"}, request: {body: {stop: "c", stream: true}},
        response: {assembled: {choices: [{content: "a b c d"}]}}}]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {stop: "7"}},
        response: {assembled: {choices: [{content: "5 6 "}]}}},
      {case: {id: "b"}, request: {body: {stop: "c"}},
        response: {assembled: {choices: [{content: "a b "}]}}},
      {case: {id: "a.stream"}, request: {body: {stop: "7", stream: true}},
        response: {assembled: {choices: [{content: "5 6 7 8"}]}}},
      {case: {id: "b.stream"}, request: {body: {stop: "c", stream: true}},
        response: {assembled: {choices: [{content: "a b c d"}]}}}]},
    {transcripts: [
      {case: {id: "a"}, request: {body: {response_format: {type: "json_object"}}},
        response: {assembled: {choices: [{finish_reason: "stop", content: "{}"}]}}},
      {case: {id: "b"}, request: {body: {response_format: {type: "json_object"}}},
        response: {assembled: {choices: [{finish_reason: "stop", content: "{}"}]}}},
      {case: {id: "a.stream"},
        request: {body: {stream: true, response_format: {type: "json_object"}}},
        response: {assembled: {choices: [{finish_reason: "stop", content: "It is a city."}]}}},
      {case: {id: "b.stream"},
        request: {body: {stream: true, response_format: {type: "json_object"}}},
        response: {assembled: {choices: [{finish_reason: "stop", content: "It is a city."}]}}}]},
    {transcripts: [
      {case: {id: "a"}, request: {body: {max_tokens: 5}},
        response: {assembled: {usage: {completion_tokens: 5},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "b"}, request: {body: {max_tokens: 9}},
        response: {assembled: {usage: {completion_tokens: 9},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "a.stream"}, request: {body: {stream: true, max_tokens: 5}},
        response: {assembled: {usage: {completion_tokens: 10},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "b.stream"}, request: {body: {stream: true, max_tokens: 9}},
        response: {assembled: {usage: {completion_tokens: 18},
          choices: [{finish_reason: "length"}]}}}]}
  ]
};

include "lib/transcript";

def is_stream: asked.stream == true;
def sound: answered == true and choices != [] and .response.assembled.error == null;

# A stop string that works is not in the text.
def stops: asked.stop | if type == "array" then .[] else . end | select(named);
def stopped:
  if [stops] == [] or [contents] == [] or asked.include_stop_str_in_output == true then empty
  else
    [stops] as $stops
    | {
        name: "`stop`",
        obeyed: all(contents;
          .content as $content | all($stops[]; . as $stop | $content | contains($stop) | not)),
        check: "finish/stop-strings",
        remedy: ["pass-fields-on-in-streams", "stop-strings-in-the-text"]
      }
  end;

# The text shows that the format did not reach the model: it has no JSON, or valid JSON with words
# around it. JSON that is not valid was requested and then damaged. Whether JSON fits the complete
# schema: see structured/fits-the-format.
def without_format: (contains("\":") | not)
  or (index("{") as $open
    | rindex("}") as $close
    | $open != null and $close != null and ([.[$open:$close + 1] | fromjson?] != []));

def format: asked.response_format
  | objects
  | select(.type == "json_object" or .type == "json_schema");

def formatted: [format] as $format
  | if $format == [] or tools_offered != [] then empty
    else
      [$format[0].json_schema? | objects | .schema | objects | .required | arrays | .[]]
        as $required
      | [choices[]
          | select(.finish_reason == "stop" and (.tool_calls // []) == [] and (.content | named))
          | .content]
      | select(. != [])
      | all(.[];
          [fromjson?
            | objects
            | select(. as $object | all($required[]; . as $key | $object | has($key)))] != [])
        as $obeyed
      | select($obeyed or all(.[]; without_format))
      | {
          name: "`response_format`",
          $obeyed,
          check: "structured/fits-the-format",
          remedy: ["pass-fields-on-in-streams", "pass-the-format-on"]
        }
    end;

# An answer that finishes with `length` was cut at its limit, even if its count is greater. Some
# servers count the end as one more token, so the smallest limits prove nothing.
def limit: asked | [(.max_completion_tokens | numbers), (.max_tokens | numbers)][0] // empty;
def limited: limit as $limit
  | ([asked.n | numbers | select(. > 1)][0] // 1) as $answers
  | (($limit + 1) * $answers) as $most
  | (.response.assembled.usage | objects | .completion_tokens | numbers) as $used
  | select($limit > 3 or $used > $most)
  | select(cut_off or $used > $most)
  | {obeyed: ($used <= $most), check: "usage/within-the-limit"}
    + (if cut_off then
        {
          name: "the count of tokens",
          counts: "\($used) tokens with a limit of \($limit), finished with `length`",
          remedy: ["count-streams-once", "count-in-the-engine"]
        }
      else
        {
          name: "`max_tokens`",
          remedy: ["pass-fields-on-in-streams", "translate-max-completion-tokens"]
        }
      end);

def fields: [.transcripts[]
  | select(sound)
  | {streamed: is_stream, file: (if .case.id then file else "" end), case: .case.id}
    + (stopped, formatted, limited)];

# Each check whose field works in all non-streamed answers and in no stream. At least four answers
# are required, because one may be chance.
def lost: fields
  | group_by(.check)[]
  | [.[] | select(.streamed)] as $streams
  | [.[] | select(.streamed | not)] as $plain
  | select(all($plain[]; .obeyed) and all($streams[]; .obeyed | not)
      and ($plain | length) > 0 and ($streams | length) > 1 and length > 3)
  | {plain: ($plain | length), $streams};

def applies: only_if(fields | any(.[]; .streamed) and any(.[]; .streamed | not);
  "no field was tried in both modes");

def message: (.streams | length) as $count
  | if any(.streams[]; .counts) then
      "the usage of \($count) streams counts more tokens than the limit that cut them; "
      + "\(.plain) non-streamed answers count correctly: \([.streams[] | .counts | values][0])"
    else
      "\(.streams[0].name) works in \(.plain) of \(.plain) non-streamed answers, "
      + "and in none of \($count) streams"
    end;

def check: [lost]
  | if . == [] then true
    else
      .[]
      | .streams[0] as $first
      | finding(message; $first.case; "";
          [.streams[] | select(.counts) | .remedy][0] // $first.remedy)
        + {explains: {
            checks: [$first.check, "finish/as-expected"],
            transcripts: [.streams[].file]}}
    end;
