module {
  title: "The results of three calls, the first of them long",
  modes: ["stream"],
  kind: "model",
  expect: {
    status: 200, calls: [],
    kept: {words: ["damson", "sorrel", "quince"], part: "results", bytes: 4000}
  },
  if_refused: {
    breaks: [{
      does: "agents that make several calls at once fail at the next turn", measured: false
    }],
    remedy: ["several-results-in-a-row"], seen: ["cubist38/mlx-openai-server#205"]
  }
};

include "lib/requests";

def get_code_word:
  tool("get_code_word";
    "Get the code word of a day.";
    {type: "object", properties: {day: {type: "string"}}, required: ["day"]});

# Days without an entry: only the end of the text has information.
def listing:
  [
    range(1; 52)
    | {
        key: "\(.). Boats cross the lake from north to south, and the last one comes back at noon.",
        value: []
      }
  ]
  | {empty_notes: from_entries, code_word: "damson"}
  | tojson;

def request:
  mark as $mark
  | chat({
      messages: [
        user(
          "\($mark) What are the code words of Monday, of Tuesday and of Friday? Look all of "
            + "them up, then write the three words alone."),
        assistant(
          call("call_d1"; "get_code_word"; {day: "Monday"}),
          call("call_d2"; "get_code_word"; {day: "Tuesday"}),
          call("call_d3"; "get_code_word"; {day: "Friday"})),
        returned("call_d1"; listing), returned("call_d2"; {code_word: "sorrel"} | tojson),
        returned("call_d3"; {code_word: "quince"} | tojson)
      ],
      tools: [get_code_word]
    });
