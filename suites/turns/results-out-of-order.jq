module {
  title: "Two results in reverse order",
  expect: {status: 200, by_id: {zurich: "12", oslo: "3"}},
  if_refused: {
    breaks: [{
      does: "agents send results in the order of completion: the turn fails at random",
      measured: false
    }],
    remedy: ["match-results-by-id", "chat-template"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "How many degrees is it in Zurich, and how many in Oslo? Look it up, then answer in two "
          + "lines: the city, a colon, and its degrees."),
      assistant(
        call("call_oa"; "get_weather"; zurich), call("call_ob"; "get_weather"; {location: "Oslo"})),
      returned("call_ob"; "{\"temp_c\": 3}"), returned("call_oa"; "{\"temp_c\": 12}")
    ],
    tools: [get_weather]
  });
