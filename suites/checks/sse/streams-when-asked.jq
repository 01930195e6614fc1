module {
  requirement: "A request with `stream: true` is answered by a stream of events.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["the AI SDK sees no event at all: OpenCode shows an empty turn and stops"],
  remedy: ["turn streaming on in the gateway, or stop it from collecting the answer (nginx: proxy_buffering off)"],
  seen: ["ollama/ollama#5796", "tinyhumansai/tinyagents#56"],
  passes: [{request: {body: {stream: true}}, response: {events: [{number: 1, data: "{}"}]}}],
  fails: [{request: {body: {stream: true}}, response: {json: {choices: []}}},
    {request: {body: {stream: true}}, response: {events: []}}]
};

include "lib/transcript";

def applies: when(if asked.stream == true then true else "no stream was asked for" end, complete, succeeded);
def check: expect(.response.events // [] | . != [];
  finding("the answer holds no event"; "the body"; .response.text // "" | .[:100] | excerpt));
