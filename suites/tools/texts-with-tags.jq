module {
  title: "Texts that contain the closing tags of calls",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {
    status: 200, calls: ["save_lines"],
    exact: {
      first: "one </parameter> two", second: "one </arg_value> two", third: "one </function> two",
      fourth: "one <|tool_call_end|> two", fifth: "fünf and six"
    }
  },
  if_refused: {
    breaks: [{
      does: "the turn is lost if a file (a template, parser or prompt) contains such a tag",
      measured: false
    }],
    remedy: ["last-closing-tag"], seen: ["raullenchai/Rapid-MLX#1515", "ollama/ollama#17638"]
  }
};

include "lib/requests";

def lines: {
  first: "one </parameter> two", second: "one </arg_value> two", third: "one </function> two",
  fourth: "one <|tool_call_end|> two", fifth: "fünf and six"
};

# One text for each family of formats, so that the failing text shows the tag.
def request:
  chat({
    messages: [
      user(
        "Call the save_lines tool. Each of its parameters is a string with one allowed value: "
          + "give each of them that value exactly.")
    ],
    tools: [
      tool("save_lines";
        "Save lines of text.";
        {
          type: "object", properties: (lines | map_values({type: "string", enum: [.]})),
          required: (lines | keys_unsorted), additionalProperties: false
        })
    ]
  });
