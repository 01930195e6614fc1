module {
  title: "Eight concurrent requests, each with a secret word",
  kind: "model",
  modes: ["plain", "stream"],
  trials: 8,
  together: true,
  expect: {status: 200, own_word: true},
  if_refused: {
    breaks: [{
      does: "agents that run concurrently are refused if several send requests at once",
      measured: false
    }],
    remedy: ["more-slots", "read-the-server-log"]
  }
};

include "lib/requests";

# All requests begin with the same text, which caches share; then their lengths differ. Every second
# answer must be a call.
def request:
  .nonce as $nonce
  | .trial as $trial
  | ($trial % 2 == 0) as $calls
  | chat(
      {
          messages: [
            system("You repeat words exactly, with every letter, and say nothing else."),
            user(
              [range(0; $trial * 3) | "Line \(.): trees grow in Zürich, 木, and on the hill."]
                + [
                    ( if $calls then "Call the take_note tool with exactly this text: "
                        else "Repeat: " end )
                      + "\"maple-\($nonce)-\($trial)-end, Zürich, 木\""
                  ]
              | join("\n"))
          ]
        }
        + if $calls then {tools: [take_note]} else {} end);
