module {
  requirement:
    "The server extracts calls and reasoning from the text either in all responses or in none.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  clause:
    "Function calling: `tool_calls` of a message; vLLM, Reasoning Outputs: `reasoning_content`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "57 of 59 clients, including OpenCode, Kilo, Cline and all SDKs", about: "calls",
      does: "end with the markup, or nothing, as their answer: no tool runs, and there is no error",
      shown: [
        "opencode-serve/all:tools.call-in-content",
        "opencode-native-serve/all:tools.call-in-content-xml",
        "kilo-serve/all:tools.call-in-content-json", "cline:tools.call-in-content",
        "pi:tools.call-in-content-mistral", "openai-python/stream:tools.call-in-content"
      ]},
    {program: "55 of 67 clients, including OpenCode, Kilo and Cline", about: "thoughts",
      does: "show the reasoning as part of the answer",
      shown: [
        "opencode-serve/all:reason.think-in-content",
        "opencode-native-serve/all:reason.think-in-content",
        "kilo-serve/all:reason.think-in-content", "cline:reason.think-in-content"
      ]}
  ],
  remedy: ["same-parser-everywhere", "gateway-fallback"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {id: "a"}, trial: 1, timing: {started_ms: 1},
        response: {assembled: {choices: [{reasoning: "The user greets.", content: "Hello."}]}}},
      {case: {id: "a"}, trial: 2, timing: {started_ms: 2},
        response: {assembled: {choices: [{content: "<think>Hm.</think>Hello."}]}}},
      {case: {id: "b"}, trial: 1, timing: {started_ms: 3},
        response: {assembled: {choices: [{reasoning: "The user greets.", content: "Hello."}]}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "a"}, trial: 1, timing: {started_ms: 1},
        request: {body: {messages: [{content: "1"}]}},
        response: {assembled: {choices: [{reasoning: "The user greets.", content: "Hello."}]}}},
      {case: {id: "a"}, trial: 2, timing: {started_ms: 2},
        request: {body: {messages: [{content: "1"}]}},
        response: {assembled: {choices: [{content: "<think>Hm.</think>Hello."}]}}},
      {case: {id: "b"}, trial: 1, timing: {started_ms: 3},
        request: {body: {messages: [{content: "2"}]}},
        response: {assembled: {choices: [{content: "<think>Hm.</think>Hello."}]}}},
      {case: {id: "b"}, trial: 2, timing: {started_ms: 4},
        request: {body: {messages: [{content: "2"}]}},
        response: {assembled: {choices: [{reasoning: "The user greets.", content: "Hello."}]}}},
      {case: {id: "b"}, trial: 3, timing: {started_ms: 5},
        request: {body: {messages: [{content: "2"}]}},
        response: {assembled: {choices: [{content: "<think>Hm.</think>Hello."}]}}}
    ]},
    {transcripts: [
      {case: {id: "a"}, trial: 1, timing: {started_ms: 1},
        request: {body: {messages: [{content: "1"}], tools: [{function: {name: "f"}}]}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}]}]}}},
      {case: {id: "a"}, trial: 2, timing: {started_ms: 4},
        request: {body: {messages: [{content: "1"}], tools: [{function: {name: "f"}}]}},
        response: {assembled: {choices: [{content:
            "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>", tool_calls: []}]}}},
      {case: {id: "b"}, trial: 1, timing: {started_ms: 2},
        request: {body: {messages: [{content: "2"}], tools: [{function: {name: "f"}}]}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}]}]}}},
      {case: {id: "b"}, trial: 2, timing: {started_ms: 5},
        request: {body: {messages: [{content: "2"}], tools: [{function: {name: "f"}}]}},
        response: {assembled: {choices: [{content:
            "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>", tool_calls: []}]}}},
      {case: {id: "c"}, trial: 2, timing: {started_ms: 6},
        request: {body: {messages: [{content: "3"}], tools: [{function: {name: "f"}}]}},
        response: {assembled: {choices: [{content:
            "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>", tool_calls: []}]}}},
      {case: {id: "c"}, trial: 1, timing: {started_ms: 3},
        request: {body: {messages: [{content: "3"}], tools: [{function: {name: "f"}}]}},
        response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}]}]}}}
    ]}
  ]
};

include "lib/transcript";
include "lib/texts";

# How the calls, or the reasoning, of an answer are returned: "parsed" or "text"; nothing if there
# are none. A call counts as text only between tags that parsers know: in another form it may be
# the model's own.
def calls_were:
  if tools_offered == [] then empty
  elif calls != [] then "parsed"
  elif any(calls_as_text; .readable and (.markup | test(call_tag; "i"))) then "text"
  else empty end;
def thoughts_were:
  if any(choices[]; (.reasoning | trimmed) != "") then "parsed"
  elif any(choices[]; .content | named and test("^\\s*" + opens_thought; "i")) then "text"
  else empty end;

# Similar requests: the same tools and the same mode.
def kind:
  asked
  | [ .stream == true, [.tools[]? | .function.name?], .tool_choice,
      any(.messages[]? | objects; .role == "tool") ];

# All answers with their state, in the order of their requests.
def treated(were):
  [ .transcripts[]
    | select(answered == true)
    | { state: were, same: [.case.id?, .request.body], kind: kind, at: file,
        started: (.timing.started_ms? // 0), answer: . } ]
  | sort_by(.started);

# The number of groups that contain both states.
def mixed(by): group_by(by) | map(select([.[].state] | unique | length > 1)) | length;

# The answers in the text, if similar ones are parsed. This takes two identical requests with both
# states, or four kinds of requests, or three kinds that were parsed until a moment and never after.
def uneven:
  . as $all
  | [$all[] | select(.state == "text")] as $text
  | [$all[] | select(.state == "parsed")] as $parsed
  | if ($text | length) < 3 or ($parsed | length) < 2 then null
    else
      ($all | map(.state)) as $states
      | (($states | rindex("parsed")) < ($states | index("text"))) as $changed
      | if mixed(.same) >= 2
          or ($changed and mixed(.kind) >= 3)
          or (($text | length) >= 6 and mixed(.kind) >= 4)
        then {text: $text, parsed: $parsed, changed: $changed}
        else null end
    end;

def judged:
  [ {what: "calls", are: "tool calls are", of: (treated(calls_were) | uneven)},
    {what: "thoughts", are: "reasoning is", of: (treated(thoughts_were) | uneven)}
    | select(.of) ];

# The checks whose findings in these answers have this cause.
def explained_checks: [
  "chat/repeats-the-text", "chat/no-special-tokens", "finish/as-expected",
  "finish/calls-mean-tool-calls", "finish/stop-strings", "parity/same-calls",
  "parity/same-fields", "parity/same-finish", "parity/same-text", "reasoning/no-stray-tag",
  "reasoning/not-in-content", "relations/changes-nothing", "structured/fits-the-format",
  "tools/expected-calls", "tools/no-call-markup", "tools/not-in-content", "tools/obeys-the-choice"
];

def has_call_in_text: any(calls_as_text; .readable);
def has_thought_in_text: any(choices[]; .content | named and test(opens_thought; "i"));

def applies: unless(
  [.transcripts[] | select(answered == true) | calls_were, thoughts_were] == [];
  "no answer has a tool call or reasoning");

def check:
  .transcripts as $all
  | judged
  | expect(. == [];
      .[]
      | .of as $of
      | .what as $what
      | $of.text[0].answer as $first
      | ( $first
          | if $what == "calls" then [calls_as_text][0] | .markup + " …"
            else [contents][0].content end ) as $saw
      | ( [$all[] | select((.timing.started_ms? // 0) <= $of.text[0].started)]
          | length ) as $number
      | finding("\(.are) extracted from the text in \($of.parsed | length) responses, "
            + "and left in it in \($of.text | length)"
            + (if $of.changed then "; this changed once, at request \($number)"
              else "; their requests are of the same kinds" end);
          "first in \($first.case.id? // "an answer")";
          $saw | excerpt)
        + {about: $what}
        + (if $of.changed
          then {remedy: ["changed-during-the-run", "same-parser-everywhere"]} else {} end)
        + {explains: {
            transcripts: [ $all[]
              | select(answered == true)
              | select(if $what == "calls" then has_call_in_text else has_thought_in_text end)
              | file ],
            checks: explained_checks
          }});
