module {
  title: "The server's own answers, sent back as they came",
  steps: 4,
  expect: [{own_answer: "made"}, {own_answer: "sent back"}, {own_answer: "sent back"}, {own_answer: "sent back"}]
};

include "lib/requests";

# Every message that the server wrote so far, as it was written, unknown fields included: so does a program that
# appends `choices[0].message` to its list. Each follows the user's message that brought it about.
def written($step): [.transcripts[] | select(.step == $step and .response.status == 200) | .response.json | objects
  | .choices | arrays | .[0] | objects | .message | objects][0];

# The message is of the shape that the API defines; other checks judge one that is not.
def sound: .role == "assistant" and (.content == null or (.content | type) == "string")
  and all(.reasoning_content, .reasoning; . == null or type == "string")
  and (.tool_calls == null or ((.tool_calls | type) == "array"
    and all(.tool_calls[]; (.id | type) == "string" and .type == "function" and (.function.name? | type) == "string" and (.function.arguments? | type) == "string")));

def questions: [
  user("Say hello."),
  user("Repeat this word, and say nothing else: \"apple\""),
  user("What is the weather in Zurich? Call the get_weather tool.") ];

def so_far($steps): . as $in | [range(1; $steps + 1) as $one | questions[$one - 1], ($in | written($one))];

# What the step brings about: an answer of one token, one that stops before its first word, and a call.
def provoked: {max_tokens: 1}, {stop: ["apple"]}, {tools: [get_weather], tool_choice: {type: "function", function: {name: "get_weather"}}};

# The next call follows one whose id the server made itself.
def results: written(3).tool_calls // [] | .[]? | objects | {role: "tool", tool_call_id: .id, content: weather_text};

def request:
  (.step - 1) as $done
  | if $done > 0 and written($done) == null then unneeded("the answer before is no message that could be sent back")
    elif $done > 0 and (written($done) | sound | not) then unneeded("the answer before is not of the API's shape, which is judged")
    else . end
  | . as $in
  | if $done < 3 then chat({messages: ($in | so_far($done) + [questions[$done]])} + [provoked][$done])
    else chat({messages: ($in | so_far(3) + [results] + [user("Now call the get_weather tool for Oslo.")]), tools: [get_weather]}) end;
