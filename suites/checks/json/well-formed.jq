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
    {response: {status: 200, text: "", json: null, json_defects: [{kind: "empty", offset: 0, saw: ""}]}}]
};

include "lib/transcript";

# What the grammar allows, and other checks judge.
def tolerable: .kind | . == "duplicate-key" or . == "number-precision" or . == "invalid-utf-8" or . == "lone-surrogate" or . == "number-range";

def applies: when(complete, succeeded, whole,
  if .kind == "models" and .response.json == null then "that the model list is not JSON is judged apart" else true end,
  if .response.json_defects == null then "the body was not read as JSON" else true end);
def check: [.response.json_defects[] | select(tolerable | not)]
  | expect(. == []; .[] | finding("the body is not JSON (\(.kind))"; "byte \(.offset)"; .saw));
