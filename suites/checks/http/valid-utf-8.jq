module {
  requirement: "The body is UTF-8.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-8.1",
  level: "must",
  concerns: "protocol",
  breaks: [{does: "characters turn into �, without an error, also in the files that an agent writes", measured: false}],
  remedy: ["whole-characters"],
  seen: ["ggml-org/llama.cpp#11738"],
  passes: [{response: {text: "ok", text_defects: []}}, {response: {text: "ok", text_defects: [{kind: "bom", offset: 0, saw: "ef bb bf"}]}}],
  fails: [{response: {text: "\ufffd", text_defects: [{kind: "invalid-utf-8", offset: 12, saw: "c3 28"}]}},
    {response: {text: null, events: [{data: "\ufffd"}], text_defects: [{kind: "invalid-utf-8", offset: 12, saw: "c3 28"}]}}]
};

include "lib/transcript";

def applies: when(if (.response.body_bytes // 1) > 0 and .response.text_defects != null then true else "there is no body" end, legible);
def check: [.response.text_defects[] | select(.kind != "bom")]
  | expect(. == []; .[] | finding("bytes that are not UTF-8 (\(.kind))"; "byte \(.offset)"; .saw));
