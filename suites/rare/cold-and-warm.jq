module {
  title: "Three long prompts, each sent twice",
  kind: "model",
  steps: 6,
  expect: [
    {status: 200, warm: false},
    {status: 200, warm: true},
    {status: 200, warm: false},
    {status: 200, warm: true},
    {status: 200, warm: false},
    {status: 200, warm: true}
  ],
  if_refused: {
    breaks: [{
      does: "agents fail at the second turn of a session, and at every later one", measured: false
    }],
    remedy: ["turn-prefix-cache-off"], seen: ["jundot/omlx#2255"]
  }
};

include "lib/requests";
include "lib/agent";

# Each pair begins with text that no cache holds; the second request is identical to the first.
def request:
  ((.step + 1) / 2 | floor) as $pair
  | chat({
      messages: [
        system(
          "Session \(.nonce)-\(.trial)-\($pair).\n"
            + agent_prompt
            + "\n"
            + ( [
                  range(1; 31)
                  | "Rule \(.): the small server on the hill keeps its word and says no more."
                ]
                | join("\n") )),
        user("What is the current weather in Zurich? Call the get_weather tool to find out.")
      ],
      tools: [get_weather], temperature: 0
    });
