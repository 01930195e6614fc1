module {
  title: "A call that max_tokens cut, sent back unchanged",
  kind: "model",
  steps: 3,
  expect: [{status: 200}, {outlives: true}, {outlives: true}]
};

include "lib/requests";

def take_quoted_note:
  tool("take_note";
    "Keep a note for later.";
    {
      type: "object", properties: {text: {type: "string", description: "What to keep"}},
      required: ["text"]
    });

def question:
  user(
    "Call the take_note tool with this text: \"The ferry leaves Zurich at nine, stops in Thalwil "
      + "and Horgen, and is back by noon; tickets are sold on board, dogs ride for half the "
      + "price, and in fog the boat stays in the harbour.\"");

def cut:
  [
    .transcripts[] | select(.step == 1) | .response.json | objects | .choices[0]?.message? | objects
  ][0];
def is_cut:
  [.tool_calls? // [] | .[]? | .function?.arguments? | strings]
  | . != [] and any(.[]; (try (fromjson | false) catch true));

# First the same conversation with valid arguments, so that only the effect of the truncated ones is
# evaluated.
def request:
  if .step > 1 and (cut | is_cut | not) then unneeded("the first answer has no truncated call")
  else . end
  | if .step == 1 then
      chat({
        messages: [question], tools: [take_quoted_note],
        tool_choice: {type: "function", function: {name: "take_note"}}, max_tokens: 20
      })
    else
      cut as $cut
      | .step as $step
      | ( if $step == 2 then
            $cut | .tool_calls[].function.arguments = "{\"text\": \"The ferry leaves\"}"
          else $cut end ) as $turn
      | chat({
          messages: [
            question, $turn,
            ($cut.tool_calls[] | returned(.id // "call_1"; "error: the text is cut short")),
            user("Say hello.")
          ],
          tools: [take_quoted_note]
        })
    end;
