module {
  requirement: "The body of a non-streamed answer is one valid JSON document.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-2",
  clause: "RFC 8259, section 2: JSON Grammar; section 8.1: no byte order mark",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["models/lists-models", "sse/streams-when-asked"],
  breaks: [
    {program: "AI SDK (openai-compatible)", does: "refuses the answer",
      says: "Invalid JSON response", measured: false},
    {does: "other clients in JavaScript stop with `… is not valid JSON`", measured: false}
  ],
  remedy: ["serialise-json", "null-for-nan", "ask-the-engine-directly"],
  passes: [
    {response: {status: 200, text: "{}", json: {}, json_defects: []}},
    {response: {status: 200, text: "{}", json: {},
      json_defects: [{kind: "duplicate-key", offset: 4, saw: "a"}]}},
    {response: {status: 200, text: "[1e999]", json: [1.7e308],
      json_defects: [{kind: "number-range", offset: 1, saw: "1e999"}]}}
  ],
  fails: [
    {response: {status: 200, text: "{\"a\":1,}", json: null,
      json_defects: [{kind: "trailing-comma", offset: 6, saw: ","}]}},
    {response: {status: 200, text: "", json: null,
      json_defects: [{kind: "empty", offset: 0, saw: ""}]}},
    {response: {status: 200, text: "\ufeff{}", json: null,
      json_defects: [{kind: "bom", offset: 0, saw: ""}]}},
    {response: {status: 200, text: "{\"a\": \"Zürich\"", body_bytes: 15, lengths: ["15"],
      json: null, json_defects: [{kind: "unexpected-end", offset: 15, saw: ""}]}}
  ]
};

include "lib/transcript";

# The grammar allows these; other checks judge them.
def tolerable: .kind
  | . == "duplicate-key" or . == "number-precision" or . == "invalid-utf-8"
    or . == "lone-surrogate" or . == "number-range";

def applies: when(complete, succeeded, whole,
  unless(.request.method == "OPTIONS"; "the answer to a CORS preflight need not be JSON"),
  unless(.response.json_defects == null; "the body was not read as JSON"));

# A Content-Length that counts characters is too small by the number of bytes beyond the characters,
# so it cuts only bodies with characters beyond ASCII.
def cut_by_its_length: .response.body_bytes as $bytes
  | (.response.text // "") as $text
  | $bytes != null
    and any(.response.lengths[]?; . == ($bytes | tostring))
    and ($text | length) < ($text | utf8bytelength);

def causes: {
    empty: ["error-behind-an-empty-answer", "read-the-server-log"],
    bom: ["no-byte-order-mark", "ask-the-engine-directly"]
  }
  + if cut_by_its_length then
      {"unexpected-end": ["count-the-length-in-bytes", "read-the-server-log"]}
    else {} end;

def words: if .kind == "empty" then "the body is empty, with status 200"
  elif .kind == "bom" then "the body begins with a byte order mark"
  else "the body is not valid JSON: \(defect_text)" end;

def check: causes as $causes
  | [.response.json_defects[] | select(tolerable | not)]
  | expect(. == []; .[] | finding(words; {byte: .offset}; .saw; $causes[.kind]));
