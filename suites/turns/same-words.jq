module {
  title: "The same text as one string, as parts, and over several turns",
  steps: 3,
  expect: [
    {status: 200, same_words: "as one text"},
    {status: 200, same_words: "as three parts of a message"},
    {status: 200, same_words: "over three turns"}
  ],
  if_refused: {
    breaks: [{
      does: "agents send parts and earlier answers with every request, so they cannot continue",
      measured: false
    }],
    remedy: ["join-the-parts"], seen: ["cubist38/mlx-openai-server#205"]
  }
};

include "lib/requests";

def note($word; $thing):
  "The \($word) word is \($thing). "
    + ( [range(6)]
        | map("Boats cross the lake from north to south, and the last one comes back at noon.")
        | join(" ") );

# The first words differ in each request, so that no cache holds a part of it.
def head: "\(["Red", "Green", "Blue"][.step - 1]) notes \(.nonce)-\(.trial).";

def request:
  head as $head
  | [
      note("first"; "quince"), note("second"; "sorrel"),
      note("third"; "walnut") + " Answer with the three words alone."
    ] as $notes
  | .step as $step
  | chat({
      messages: ( if $step == 1 then [user([$head] + $notes | join("\n"))]
        elif $step == 2 then
          [{
            role: "user",
            content: [
              {type: "text", text: "\($head)\n\($notes[0])"},
              ($notes[1:][] | {type: "text", text: .})
            ]
          }]
        else
          [
            user("\($head)\n\($notes[0])"), {role: "assistant", content: "Noted."}, user($notes[1]),
            {role: "assistant", content: "Noted."}, user($notes[2])
          ]
        end )
    });
