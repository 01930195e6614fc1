module {
  title: "Repeat angle brackets while tools are offered",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {
    status: 200, calls: [],
    says:
      "Use <div> where a < b, <t for short, List<int> in code, and the tag that begins with <tool"
  }
};

include "lib/requests";

# Each `<` may be the beginning of a call, so a parser holds the text back, the last one until the
# end.
def request:
  chat({
    messages: [
      user(
        "Repeat the line between the curly quotes exactly, and write nothing else, no quotes and "
          + "no code block: \u201cUse <div> where a < b, <t for short, List<int> in code, and the "
          + "tag that begins with <tool\u201d")
    ],
    tools: [get_weather]
  });
