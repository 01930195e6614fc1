module {
  title: "Multi-turn round trip",
  step: "4 of 4",
  steps: 2,
  modes: ["plain", "stream"],
  expect: [
    {status: 200, calls: ["get_weather"]},
    {status: 200, calls: [], finish_reason: "stop", mentions: ["12|twelve", "cloud|overcast"]}
  ]
};

include "lib/requests";

def question: user("What is the current weather in Zurich? Call the get_weather tool.");

def request:
  if .step == 1 then
    chat({messages: [question], tools: [get_weather_undescribed], tool_choice: "auto"})
  else
    after_a_call
    | echoed as $turn
    | chat({
        messages: [
          question, $turn,
          ( $turn.tool_calls[]
            | returned(.id;
                "{\"location\": \"Zurich\", \"temp_c\": 12, \"condition\": \"cloudy\"}") )
        ],
        tools: [get_weather_undescribed]
      })
  end;
