module {
  requirement: "The body is valid UTF-8.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-8.1",
  clause: "RFC 8259, section 8.1: Character Encoding",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {does: "characters become U+FFFD without an error, also in the files that an agent writes",
      measured: false}
  ],
  remedy: ["whole-characters"],
  seen: ["ggml-org/llama.cpp#11738"],
  passes: [
    {response: {text: "ok", text_defects: []}},
    {response: {text: "ok", text_defects: [{kind: "bom", offset: 0, saw: "ef bb bf"}]}}
  ],
  fails: [
    {response: {text: "\ufffd", text_defects: [{kind: "invalid-utf-8", offset: 12, saw: "c3 28"}]}},
    {response: {text: null, events: [{data: "\ufffd"}],
      text_defects: [{kind: "invalid-utf-8", offset: 12, saw: "c3 28"}]}}
  ]
};

include "lib/transcript";

def applies: when(
  only_if((.response.body_bytes // 1) > 0 and .response.text_defects != null; "there is no body"),
  legible);

def check: [.response.text_defects[] | select(.kind != "bom")]
  | expect(. == [];
      .[] | finding("the body has bytes that are not UTF-8 (\(.kind))"; {byte: .offset}; .saw));
