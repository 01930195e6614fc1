module {
  requirement: "A field of a request that counts in whole answers counts in streams too.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "clients that stream get other answers than they ask for, without an error; agents stream", measured: false}],
  remedy: ["pass-fields-on-in-streams", "ask-the-engine-directly"],
  passes: [{transcripts: [
      {case: {id: "a"}, request: {body: {stop: "7"}}, response: {assembled: {choices: [{content: "5 6 "}]}}}, {case: {id: "b"}, request: {body: {stop: "c"}}, response: {assembled: {choices: [{content: "a b "}]}}},
      {case: {id: "a.stream"}, request: {body: {stop: "7", stream: true}}, response: {assembled: {choices: [{content: "5 6 "}]}}}, {case: {id: "b.stream"}, request: {body: {stop: "c", stream: true}}, response: {assembled: {choices: [{content: "a b c d"}]}}}]},
    {transcripts: [
      {case: {id: "a"}, request: {body: {stop: "7"}}, response: {assembled: {choices: [{content: "5 6 7 8"}]}}}, {case: {id: "b"}, request: {body: {stop: "c"}}, response: {assembled: {choices: [{content: "a b c d"}]}}},
      {case: {id: "a.stream"}, request: {body: {stop: "7", stream: true}}, response: {assembled: {choices: [{content: "5 6 7 8"}]}}}, {case: {id: "b.stream"}, request: {body: {stop: "c", stream: true}}, response: {assembled: {choices: [{content: "a b c d"}]}}}]}],
  fails: [{transcripts: [
      {case: {id: "a"}, request: {body: {stop: "7"}}, response: {assembled: {choices: [{content: "5 6 "}]}}}, {case: {id: "b"}, request: {body: {stop: "c"}}, response: {assembled: {choices: [{content: "a b "}]}}},
      {case: {id: "a.stream"}, request: {body: {stop: "7", stream: true}}, response: {assembled: {choices: [{content: "5 6 7 8"}]}}}, {case: {id: "b.stream"}, request: {body: {stop: "c", stream: true}}, response: {assembled: {choices: [{content: "a b c d"}]}}}]},
    {transcripts: [
      {case: {id: "a"}, request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{finish_reason: "stop", content: "{}"}]}}}, {case: {id: "b"}, request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{finish_reason: "stop", content: "{}"}]}}},
      {case: {id: "a.stream"}, request: {body: {stream: true, response_format: {type: "json_object"}}}, response: {assembled: {choices: [{finish_reason: "stop", content: "It is a city."}]}}}, {case: {id: "b.stream"}, request: {body: {stream: true, response_format: {type: "json_object"}}}, response: {assembled: {choices: [{finish_reason: "stop", content: "It is a city."}]}}}]},
    {transcripts: [
      {case: {id: "a"}, request: {body: {max_tokens: 5}}, response: {assembled: {usage: {completion_tokens: 5}, choices: [{finish_reason: "length"}]}}}, {case: {id: "b"}, request: {body: {max_tokens: 9}}, response: {assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "length"}]}}},
      {case: {id: "a.stream"}, request: {body: {stream: true, max_tokens: 5}}, response: {assembled: {usage: {completion_tokens: 10}, choices: [{finish_reason: "length"}]}}}, {case: {id: "b.stream"}, request: {body: {stream: true, max_tokens: 9}}, response: {assembled: {usage: {completion_tokens: 18}, choices: [{finish_reason: "length"}]}}}]}]
};

include "lib/transcript";

def is_stream: asked.stream == true;
def sound: answered == true and choices != [] and .response.assembled.error == null;

# A stop string that is honoured cannot stand in the text.
def stops: asked.stop | if type == "array" then .[] else . end | select(named);
def stopped: if [stops] == [] or [contents] == [] or asked.include_stop_str_in_output == true then empty else
  [stops] as $stops | {name: "`stop`", obeyed: all(contents; .content as $content | all($stops[]; . as $stop | $content | contains($stop) | not)),
    check: "finish/stop-strings", remedy: ["pass-fields-on-in-streams", "stop-strings-in-the-text"]} end;

# Whether it fits the whole schema is for the check of the format. JSON that is broken was asked for, and is damaged;
# words, or whole JSON with words around it, show that nothing was asked for.
def unasked: (contains("\":") | not) or (index("{") as $open | rindex("}") as $close | $open != null and $close != null and ([.[$open:$close + 1] | fromjson?] != []));
def format: asked.response_format | objects | select(.type == "json_object" or .type == "json_schema");
def formatted: [format] as $format | if $format == [] or tools_offered != [] then empty else
  [$format[0].json_schema? | objects | .schema | objects | .required | arrays | .[]] as $required
  | [choices[] | select(.finish_reason == "stop" and (.tool_calls // []) == [] and (.content | named)) | .content] | select(. != [])
  | all(.[]; [fromjson? | objects | select(. as $object | all($required[]; . as $key | $object | has($key)))] != []) as $obeyed | select($obeyed or all(.[]; unasked))
  | {name: "`response_format`", $obeyed, check: "structured/fits-the-format", remedy: ["pass-fields-on-in-streams", "pass-the-format-on"]} end;

# An answer that finishes with `length` was cut at its limit, whatever is counted. One token more is how some servers
# count the end, so that the smallest limits tell nothing.
def limit: asked | [(.max_completion_tokens | numbers), (.max_tokens | numbers)][0] // empty;
def limited: limit as $limit | ([asked.n | numbers | select(. > 1)][0] // 1) as $answers
  | (.response.assembled.usage | objects | .completion_tokens | numbers) as $used
  | select($limit > 3 or $used > ($limit + 1) * $answers) | select(cut_off or $used > ($limit + 1) * $answers)
  | {obeyed: ($used <= ($limit + 1) * $answers), check: "usage/within-the-limit"}
    + (if cut_off then {name: "the count of tokens", counts: "\($used) tokens where \($limit) were allowed, finished with `length`", remedy: ["count-streams-once", "count-in-the-engine"]}
       else {name: "`max_tokens`", remedy: ["pass-fields-on-in-streams", "translate-max-completion-tokens"]} end);

def fields: [.transcripts[] | select(sound) | {streamed: is_stream, file: (if .case.id then file else "" end), case: .case.id} + (stopped, formatted, limited)];

# Each check whose field all whole answers obey, and no stream does: four answers at least, since one may be chance.
def lost: fields | group_by(.check)[] | [.[] | select(.streamed)] as $streams | [.[] | select(.streamed | not)] as $whole
  | select(all($whole[]; .obeyed) and all($streams[]; .obeyed | not) and ($whole | length) > 0 and ($streams | length) > 1 and length > 3)
  | {whole: ($whole | length), $streams};

def applies: if fields | any(.[]; .streamed) and any(.[]; .streamed | not) then true else "no field was tried in both modes" end;
def check: [lost] | if . == [] then true else .[] | .streams[0] as $first
  | finding(if any(.streams[]; .counts) then "the usage of \(.streams | length) streams counts more tokens than their limit, though they were cut there; \(.whole) whole answers count right: \([.streams[] | .counts | values][0])"
      else "\($first.name) is obeyed in \(.whole) of \(.whole) whole answers, and in none of \(.streams | length) streams" end;
      $first.case; ""; [.streams[] | select(.counts) | .remedy][0] // $first.remedy)
    + {explains: {checks: [$first.check, "finish/as-expected"], transcripts: [.streams[].file]}} end;
