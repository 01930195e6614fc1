module {
  title: "The server's own answers, sent back unchanged",
  steps: 4,
  expect: [
    {own_answer: "made"},
    {own_answer: "sent back"},
    {own_answer: "sent back"},
    {own_answer: "sent back"}
  ]
};

include "lib/requests";

# Every message of the server so far, unchanged, including unknown fields, as a program sends it
# that appends `choices[0].message` to its list. Each message follows the user message that caused
# it.
def written($step):
  [
    .transcripts[]
    | select(.step == $step and .response.status == 200)
    | .response.json | objects | .choices | arrays | .[0] | objects | .message | objects
  ][0];

# The message has the format of the API; other checks evaluate messages that have not.
def sound:
  .role == "assistant"
    and (.content == null or (.content | type) == "string")
    and all(.reasoning_content, .reasoning; . == null or type == "string")
    and ( .tool_calls == null
          or ( (.tool_calls | type) == "array"
                and all(.tool_calls[];
                    (.id | type) == "string"
                      and .type == "function"
                      and (.function.name? | type) == "string"
                      and (.function.arguments? | type) == "string") ) );

def questions: [
  user("Say hello."),
  user("Repeat this word, and say nothing else: \"apple\""),
  user("What is the weather in Zurich? Call the get_weather tool.") ];

def so_far($steps):
  . as $in | [range(1; $steps + 1) as $one | questions[$one - 1], ($in | written($one))];

# The user message of the step: it leads to an answer of one token, an answer that stops before its
# first word, and a call.
def provoked:
  {max_tokens: 1},
  {stop: ["apple"]},
  {tools: [get_weather], tool_choice: {type: "function", function: {name: "get_weather"}}};

# The next call follows a call whose id the server created.
def results:
  written(3).tool_calls // [] | .[]? | objects
  | {role: "tool", tool_call_id: .id, content: weather_text};

def request:
  (.step - 1) as $done
  | if $done > 0 and written($done) == null then
      unneeded("the previous answer is not a message that can be sent back")
    elif $done > 0 and (written($done) | sound | not) then
      unneeded(
        "the previous answer does not have the format of the API, which other checks evaluate")
    else . end
  | . as $in
  | if $done < 3 then
      chat({messages: ($in | so_far($done) + [questions[$done]])} + [provoked][$done])
    else
      chat({
        messages: ($in | so_far(3) + [results] + [user("Now call the get_weather tool for Oslo.")]),
        tools: [get_weather]
      })
    end;
