module {
  title: "Repeat code and markup",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {
    status: 200, calls: [],
    says:
      "if (a < b && c > d) return \"x\\\\y\"; // <b>1 &amp; 2</b> C:\\temp\\new\nZürich costs 5 €, that is 100 % fine."
  }
};

include "lib/requests";

def code:
  "if (a < b && c > d) return \"x\\\\y\"; // <b>1 &amp; 2</b> C:\\temp\\new\nZürich costs 5 €, "
    + "that is 100 % fine.";

# Text that filters between client and model often escape, strip or recode.
def request:
  chat({
    messages: [
      user(
        "Repeat the two lines between the curly quotes exactly, and write nothing else, no quotes "
          + "and no code block: \u201c\(code)\u201d")
    ]
  });
