module {
  title: "A complete call, and the same call cut by max_tokens",
  kind: "model",
  steps: 2,
  modes: ["plain", "stream"],
  expect: [{status: 200, calls: ["take_note"]}, {status: 200, finish_reason: "length"}]
};

include "lib/requests";

# In the second step the limit is inside the arguments, regardless of the length of the reasoning:
# the tokens of the first answer, minus some tokens of the text.
def limit: (.transcripts[-1].response.assembled.usage?.completion_tokens? // 80)
  | if type == "number" and . > 40 then . - 25 else 8 end;

def has_call: any(.transcripts[-1].response.assembled.choices[]?; (.tool_calls // []) != []);

def request:
  if .step == 2 and (has_call | not) then unneeded("the first answer has no call that could be cut")
  else . end
  | chat(
      {
          messages: [
            user(
              "Call the take_note tool with this text: \"The ferry leaves Zurich at nine, stops "
                + "in Thalwil and Horgen, and is back by noon; tickets are sold on board, dogs "
                + "ride for half the price, bicycles need a place of their own, and in fog the "
                + "boat stays in the harbour until the radar of the captain says otherwise.\"")
          ],
          tools: [
            tool("take_note";
              "Keep a note for later.";
              {
                type: "object", properties: {text: {type: "string", description: "What to keep"}},
                required: ["text"]
              })
          ],
          temperature: 0
        }
        + (if .step == 2 then {max_tokens: limit} else {} end));
