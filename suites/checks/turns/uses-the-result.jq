module {
  requirement: "The answer after a tool result uses it.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  expects: "mentions",
  breaks: [
    {program: "52 of 52 clients", does: "run the same call again and again where the content of the result is lost and the model calls once more",
     shown: ["opencode-serve/all:multiturn.tool-result-emptied", "opencode-native-serve/all:multiturn.tool-result-emptied", "kilo-serve/all:multiturn.tool-result-emptied", "pi:multiturn.tool-result-emptied"]},
    {does: "or the agent acts as if its tools had returned nothing", measured: false}],
  remedy: ["result-not-consumed", "see-how-often", "chat-template", "stronger-model"],
  seen: ["openclaw/openclaw#58189", "cubist38/mlx-openai-server#205"],
  passes: [{case: {expect: {mentions: ["12|twelve", "cloud"]}}, response: {assembled: {choices: [{index: 0, content: "It is 12 °C and Cloudy."}]}}},
    {case: {expect: {mentions: ["12|twelve"]}}, response: {assembled: {choices: [{index: 0, content: "Twelve degrees"}]}}},
    {case: {expect: {mentions: ["12|twelve"]}}, response: {assembled: {choices: [{index: 0, content: "12C, cloudy"}]}}}],
  fails: [{case: {expect: {mentions: ["12"]}}, response: {assembled: {choices: [{index: 0, content: "It is 120 degrees, or 3.12."}]}}},
    {case: {expect: {mentions: ["12|twelve", "cloud"]}}, response: {assembled: {choices: [{index: 0, content: "I have no access to weather."}]}}},
    {case: {expect: {mentions: ["cloud"]}}, response: {assembled: {choices: [{index: 0, content: null}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(answered, finished, if choices == [] then "there is no choice" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if [only_thought] != [] then "the answer is in the reasoning alone" else true end,
  if called == true then "the answer calls a function instead" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end);
def advice($wanted):
  (.content | if type == "string" then . else tojson end) as $text
  | if any($wanted[]; . as $one | $text | mentions($one)) then
      ["result-was-read", "stronger-model"]
    else null end;

def check: .case.expect.mentions as $wanted
  | every(choices[] | . + ($wanted[] | {wanted: .});
      .wanted as $one | (.content | if type == "string" then . else tojson end) | mentions($one);
      advice($wanted) as $advice
      | finding("the answer does not mention \(.wanted | gsub("\\|"; " or "))"; "choice \(.index)"; .content | excerpt)
      + (if $advice then {remedy: $advice} else {} end));
