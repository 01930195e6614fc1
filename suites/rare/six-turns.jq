module {
  title: "Conversations of three to six rounds of tool calls",
  kind: "model",
  steps: 4,
  expect: [{status: 200}, {status: 200}, {status: 200}, {status: 200}],
  if_refused: {
    breaks: [{does: "agents end in the middle of a longer task", measured: false}],
    remedy: ["render-later-turns"], seen: ["MoonshotAI/Kimi-K2#128"]
  }
};

include "lib/requests";

def cities: ["Zurich", "Oslo", "Lisbon", "Vienna", "Dublin", "Athens"];

def request:
  (.step + 2) as $rounds
  | chat({
      messages: ( [
            system("You are a travel assistant."),
            user(
              "Which of these is the warmest: \(cities[:$rounds] | join(", "))? Look up one "
                + "after the other.")
          ]
          + [
              range($rounds)
              | . as $round
              | assistant(call("call_q\($round)"; "get_weather"; {location: cities[$round]})),
                returned("call_q\($round)";
                  "{\"temp_c\": \(7 + $round * 3), \"condition\": \"cloudy\"}")
            ] ),
      tools: [get_weather]
    });
