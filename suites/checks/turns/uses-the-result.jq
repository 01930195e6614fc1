module {
  requirement: "The answer after a tool result uses the result.",
  reference:
    "https://platform.openai.com/docs/guides/function-calling#incorporating-results-into-response",
  clause: "Function calling, Incorporating results into response",
  level: "must",
  impact: "stop",
  concerns: "model",
  expects: "mentions",
  yields_to: ["reasoning/leaves-an-answer"],
  breaks: [
    {program: "52 of 52 clients",
     does: "run the same call again and again if the result is lost and the model calls once more",
     shown: ["opencode-serve/all:multiturn.tool-result-emptied",
       "opencode-native-serve/all:multiturn.tool-result-emptied",
       "kilo-serve/all:multiturn.tool-result-emptied", "pi:multiturn.tool-result-emptied"]},
    {does: "the agent acts as if its tools had returned nothing", measured: false}],
  remedy: ["result-not-consumed", "see-how-often", "chat-template", "stronger-model"],
  seen: ["openclaw/openclaw#58189", "cubist38/mlx-openai-server#205"],
  passes: [
    {case: {expect: {mentions: ["12|twelve", "cloud"]}},
      response: {assembled: {choices: [{index: 0, content: "It is 12 °C and Cloudy."}]}}},
    {case: {expect: {mentions: ["12|twelve"]}},
      response: {assembled: {choices: [{index: 0, content: "Twelve degrees"}]}}},
    {case: {expect: {mentions: ["12|twelve"]}},
      response: {assembled: {choices: [{index: 0, content: "12C, cloudy"}]}}}],
  fails: [
    {case: {expect: {mentions: ["12"]}},
      response: {assembled: {choices: [{index: 0, content: "It is 120 degrees, or 3.12."}]}}},
    {case: {expect: {mentions: ["12|twelve", "cloud"]}},
      response: {assembled: {choices: [{index: 0, content: "I have no access to weather."}]}}},
    {case: {expect: {mentions: ["cloud"]}},
      response: {assembled: {choices: [{index: 0, content: null}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(answered, finished, has_choices, no_error,
  unless(called == true; "the answer makes a tool call instead"),
  unless(cut_off or (at_the_limit and [only_thought] != []);
    "the answer was cut off by its token limit"));

def text: .content | if type == "string" then . else tojson end;

# If the answer contains another expected word, the model has read the result.
def advice($wanted): text as $text
  | if any($wanted[]; . as $words | $text | mentions($words))
    then {remedy: ["result-was-read", "stronger-model"]}
    else {} end;

def check: .case.expect.mentions as $wanted
  | every(choices[] | . + ($wanted[] | {wanted: .});
      .wanted as $words | text | mentions($words);
      finding("the answer does not mention \(.wanted | gsub("\\|"; " or "))";
        {choice: .index}; .content | excerpt)
      + advice($wanted));
