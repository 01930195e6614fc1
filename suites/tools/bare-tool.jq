module {
  title: "A tool without `parameters`",
  kind: "model",
  expect: {accepted: true, calls: ["get_time"]},
  if_refused: {
    breaks: [{
      does: "clients that omit `parameters`, as the API allows, get no answer", measured: false
    }],
    remedy: ["accept-bare-tools"], seen: ["ggml-org/llama.cpp#17667"]
  }
};

include "lib/requests";

def request: chat({
  messages: [user("What time is it? Call the get_time tool to find out.")],
  tools: [{type: "function", function: {name: "get_time", description: "Get the current time."}}]
});
