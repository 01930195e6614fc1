module {
  requirement: "Counts of tokens are written as whole numbers.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "typed clients in Go and Rust refuse the whole answer: they read no `78.0` into an integer", measured: false}],
  remedy: ["whole-numbers-in-the-usage"],
  seen: [],
  passes: [{response: {text: "{\"usage\": {\"prompt_tokens\": 78}, \"temperature\": 1.0}", assembled: {usage: {prompt_tokens: 78}, choices: [{index: 0}]}}}],
  fails: [{response: {text: "{\"usage\": {\"prompt_tokens\": 78.0}}", assembled: {usage: {prompt_tokens: 78}, choices: [{index: 0}]}}},
    {response: {events: [{number: 4, data: "{\"usage\": {\"total_tokens\":7.8e1}}"}], assembled: {usage: {total_tokens: 78}, choices: [{index: 0}]}}}]
};

include "lib/transcript";

# As they are written: once they are read, 78.0 is 78.
def written: [(.response.text | strings), (.response.events[]? | .data | strings)] | map(select(contains("_tokens")))
  | [.[] | match("\"([a-z_]*tokens)\"[ \n\t]*:[ \n\t]*(-?[0-9]+[.eE][0-9.eE+-]*)"; "g") | {name: .captures[0].string, value: .captures[1].string}]
  # Prices go by the same names.
  | map(select(.value | tonumber | . == floor));

def applies: when(answered, if .response.assembled.usage | type == "object" then true else "the answer has no usage" end);
def check: written as $odd
  | expect($odd == []; finding("`\($odd[0].name)` is written \($odd[0].value)"; "usage"; $odd[:3] | map("\(.name): \(.value)") | join(", ")));
