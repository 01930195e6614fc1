module {
  requirement: "Token counts are written as whole numbers.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "OpenAI's OpenAPI description, `CompletionUsage`: all counts have `type: integer`",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {
      does:
        "typed clients in Go and Rust reject the response: `78.0` does not decode as an integer",
      measured: false
    }
  ],
  remedy: ["whole-numbers-in-the-usage"],
  seen: [],
  passes: [
    {response: {
      text: "{\"usage\": {\"prompt_tokens\": 78}, \"temperature\": 1.0}",
      assembled: {usage: {prompt_tokens: 78}, choices: [{index: 0}]}
    }}
  ],
  fails: [
    {response: {
      text: "{\"usage\": {\"prompt_tokens\": 78.0}}",
      assembled: {usage: {prompt_tokens: 78}, choices: [{index: 0}]}
    }},
    {response: {
      events: [{number: 4, data: "{\"usage\": {\"total_tokens\":7.8e1}}"}],
      assembled: {usage: {total_tokens: 78}, choices: [{index: 0}]}
    }}
  ]
};

include "lib/transcript";

# The spelling in the response: once parsed, 78.0 equals 78. Prices have the same names in some
# gateways, so fractions are left out.
def written(events):
  [(.response.text | strings), (events | .data | strings)]
  | map(select(contains("_tokens")))
  | [ .[]
      | match("\"([a-z_]*tokens)\"[ \n\t]*:[ \n\t]*(-?[0-9]+[.eE][0-9.eE+-]*)"; "g")
      | {name: .captures[0].string, value: .captures[1].string} ]
  | map(select(.value | tonumber | . == floor));

def applies: when(
  answered,
  only_if(.response.assembled.usage | type == "object"; "the answer has no usage"));

def check:
  (if written(event_shapes) == [] then [] else written(.response.events[]?) end) as $wrong
  | expect($wrong == [];
      finding("`\($wrong[0].name)` is written \($wrong[0].value)";
        "usage"; $wrong[:3] | map("\(.name): \(.value)") | join(", ")));
