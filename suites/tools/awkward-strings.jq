module {
  title: "Texts with quotes, backslashes, angle brackets and tags",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {
    status: 200, calls: ["edit_file"],
    exact: {
      old_text: "if (a < b && c > d) { return \"x\\\\y\"; } // <b>1 &amp; 2</b>",
      new_text:
        "</think> <tool_call>{\"name\": \"x\"}</tool_call> \\x1b[31mred\\x1b[0m C:\\temp\\new 'one' \"two\" `three` ${HOME} %s ^\\d+\\.\\d*$ <|im_end|>"
    }
  },
  if_refused: {
    breaks: [{
      does: "the turn is lost if a file (a template, parser or prompt) contains such a text",
      measured: false
    }],
    remedy: ["own-output-unreadable", "update-the-tool-parser"],
    seen: [
      "ollama/ollama#17638", "ollama/ollama#12884", "ggml-org/llama.cpp#14060",
      "ikawrakow/ik_llama.cpp#750"
    ]
  }
};

include "lib/requests";
include "lib/agent";

def old: "if (a < b && c > d) { return \"x\\\\y\"; } // <b>1 &amp; 2</b>";
def new:
  "</think> <tool_call>{\"name\": \"x\"}</tool_call> \\x1b[31mred\\x1b[0m C:\\temp\\new 'one' "
    + "\"two\" `three` ${HOME} %s ^\\d+\\.\\d*$ <|im_end|>";

def request:
  chat({
    messages: [
      user(
        "Call the edit_file tool on the file \u201csrc/page.ts\u201d. The old_text is what stands "
          + "between these curly quotes: \u201c\(old)\u201d and the new_text is "
          + "\u201c\(new)\u201d.")
    ],
    tools: [
      agent_tools[]
      | select(.function.name == "edit_file")
      | del(.function.parameters.properties.replace_all)
    ]
  });
