module {
  title: "A word of its own for each of eight at a time",
  kind: "model",
  modes: ["plain", "stream"],
  trials: 8,
  together: true,
  expect: {status: 200, own_word: true},
  if_refused: {
    breaks: [{does: "agents that work side by side are refused when several ask at once", measured: false}],
    remedy: ["more-slots", "read-the-server-log"]
  }
};

include "lib/requests";

# The same beginning for all, which caches share, then prompts of different lengths. Every second one is to come
# back in a call.
def request: .nonce as $nonce | .trial as $trial | ($trial % 2 == 0) as $calls | chat({
  messages: [
    system("You repeat words exactly, with every letter, and say nothing else."),
    user([range(0; $trial * 3) | "Line \(.): trees grow in Zürich, 木, and on the hill."]
      + [(if $calls then "Call the take_note tool with exactly this text: " else "Repeat: " end) + "\"maple-\($nonce)-\($trial)-end, Zürich, 木\""] | join("\n"))
  ]} + if $calls then {tools: [take_note]} else {} end);
