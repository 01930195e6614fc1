module {
  title: "A tool whose description contains the answer",
  modes: ["stream"],
  kind: "model",
  expect: {status: 200, calls: [], kept: {words: ["citron"], part: "description", bytes: 3700}}
};

include "lib/requests";

# Agents write their rules for a tool into its description.
def request:
  mark as $mark
  | chat({
      messages: [
        user(
          "\($mark) The description of your tool says what the code word of today is. Call no "
            + "tool, and answer with the word alone.")
      ],
      tools: [
        tool("open_gate";
          "\($mark) Opens the gate of the harbour. \(code_word("citron")) \(filler(46))";
          {type: "object", properties: {}})
      ]
    });
