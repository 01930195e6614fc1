module {
  title: "Repeat lines of a file",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {
    status: 200, calls: [],
    says:
      "import render\n\ndef load(path):\n\tif not path:\n\t\treturn None\n\n\twith open(path) as file:\n\t\treturn render(file, {{ user }}, $HOME, 0, [])\n\n\n# ana@example.org, order 20417, seal 4048"
  }
};

include "lib/requests";

def lines: [
  "import render",
  "",
  "def load(path):",
  "\tif not path:",
  "\t\treturn None",
  "",
  "\twith open(path) as file:",
  "\t\treturn render(file, {{ user }}, $HOME, 0, [])",
  "",
  "",
  "# ana@example.org, order 20417, seal 4048"
] | join("\n");

# Text that templates, shells, privacy filters and gateways often change, in the request or in the
# answer.
def request:
  chat({
    messages: [
      user(
        "Repeat the lines between the curly quotes exactly, white space included, and write "
          + "nothing else, no quotes and no code block: \u201c\(lines)\u201d")
    ]
  });
