module {
  requirement: "The answer after a tool result uses it.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  expects: "mentions",
  breaks: ["the agent acts as if its tools had returned nothing"],
  remedy: ["the chat template drops role `tool`: use the model's own template; check that prompt_tokens grows with the result",
    "Ollama: raise num_ctx, the result may have been cut away"],
  seen: ["openclaw/openclaw#58189", "cubist38/mlx-openai-server#205"],
  passes: [{case: {expect: {mentions: ["\\b12\\b", "cloud"]}}, response: {assembled: {choices: [{index: 0, content: "It is 12 °C and Cloudy."}]}}}],
  fails: [{case: {expect: {mentions: ["\\b12\\b", "cloud"]}}, response: {assembled: {choices: [{index: 0, content: "I have no access to weather."}]}}},
    {case: {expect: {mentions: ["cloud"]}}, response: {assembled: {choices: [{index: 0, content: null}]}}}]
};

include "lib/transcript";

def applies: when(answered, if choices == [] then "there is no choice" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if called == true then "the answer calls a function instead" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end);
# A pattern as people read it.
def words: gsub("\\\\b"; "") | gsub("\\|"; " or ");

def check: .case.expect.mentions as $wanted
  | [choices[] | (.content // "" | tostring) as $text | $wanted[] | . as $one | select($text | test($one; "i"))] as $met
  | every(choices[] | . + ($wanted[] | {wanted: .}); .wanted as $one | .content // "" | tostring | test($one; "i");
      finding("the answer does not mention \(.wanted | words)"; "choice \(.index)"; .content | excerpt)
      + (if $met == [] then {} else {remedy: ["the result arrived, since the answer uses some of it: the model misread the rest; run again, and see how often"]} end));
