module {
  requirement: "A body that is not a stream is one JSON document, as RFC 8259 defines it.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "AI SDK (openai-compatible)", does: "refuses the answer", says: "Invalid JSON response", measured: false},
    {does: "other clients in JavaScript stop with `… is not valid JSON`", measured: false}],
  remedy: ["serialise-json", "null-for-nan", "ask-the-engine-directly"],
  passes: [{response: {status: 200, text: "{}", json: {}, json_defects: []}},
    {response: {status: 200, text: "{}", json: {}, json_defects: [{kind: "duplicate-key", offset: 4, saw: "a"}]}},
    {response: {status: 200, text: "[1e999]", json: [1.7e308], json_defects: [{kind: "number-range", offset: 1, saw: "1e999"}]}}],
  fails: [{response: {status: 200, text: "{\"a\":1,}", json: null, json_defects: [{kind: "trailing-comma", offset: 6, saw: ","}]}},
    {response: {status: 200, text: "", json: null, json_defects: [{kind: "empty", offset: 0, saw: ""}]}},
    {response: {status: 200, text: "\ufeff{}", json: null, json_defects: [{kind: "bom", offset: 0, saw: ""}]}},
    {response: {status: 200, text: "{\"a\": \"Zürich\"", body_bytes: 15, lengths: ["15"], json: null, json_defects: [{kind: "unexpected-end", offset: 15, saw: ""}]}}]
};

include "lib/transcript";
include "lib/lines";

# What the grammar allows, and other checks judge.
def tolerable: .kind | . == "duplicate-key" or . == "number-precision" or . == "invalid-utf-8" or . == "lone-surrogate" or . == "number-range";

def applies: when(complete, succeeded, whole,
  if .request.method == "OPTIONS" then "it answers a browser's question, and need not be JSON" else true end,
  if .kind == "models" and .response.json == null then "that the model list is not JSON is judged apart" else true end,
  if lines_of_json then "the body is a stream of another kind, which is judged as that" else true end,
  if .response.json_defects == null then "the body was not read as JSON" else true end);
# A length that was counted in characters cuts as many bytes as there are beyond the characters, so that only such bodies are cut.
def cut_by_its_length: .response.body_bytes as $bytes | (.response.text // "") as $text
  | $bytes != null and any(.response.lengths[]?; . == ($bytes | tostring)) and ($text | length) < ($text | utf8bytelength);
def causes: {empty: ["error-behind-an-empty-answer", "read-the-server-log"], bom: ["no-byte-order-mark", "ask-the-engine-directly"]}
  + if cut_by_its_length then {"unexpected-end": ["count-the-length-in-bytes", "read-the-server-log"]} else {} end;

def check: causes as $cause | [.response.json_defects[] | select(tolerable | not)]
  | expect(. == []; .[] | .kind as $kind
      | finding(if $kind == "empty" then "the body is empty, under status 200" elif $kind == "bom" then "the body begins with a byte order mark" else "the body is not JSON (\($kind))" end;
          "byte \(.offset)"; .saw; $cause[$kind]));
