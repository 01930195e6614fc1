module {
  requirement: "Reasoning that stands apart from the content has a name that clients know.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "may",
  concerns: "protocol",
  breaks: [{does: "no client shows it, and none sends it back with the next turn", measured: false}],
  remedy: ["rename-the-reasoning"],
  passes: [{response: {json: {choices: [{message: {content: "Hi."}}]}, assembled: {choices: [{index: 0, content: "Hi."}]}}},
    {response: {json: {choices: [{message: {content: "Hi.", thinking: ""}}]}, assembled: {choices: [{index: 0, content: "Hi."}]}}}],
  fails: [{response: {json: {choices: [{message: {content: "Hi.", thinking: "Hm"}}]}, assembled: {choices: [{index: 0, content: "Hi."}]}}},
    {response: {events: [{number: 1, json: {choices: [{delta: {thinking: "Hm"}}]}}], assembled: {choices: [{index: 0, content: "Hi."}]}}}]
};

include "lib/transcript";

def messages: (.response.json | objects | .choices | arrays | .[] | objects | .message | objects),
  (.response.events[]? | .json | objects | .choices | arrays | .[] | objects | .delta | objects);
def unknown: messages | to_entries[] | select((.key | test("^(thinking|thinking_content|thoughts?|reasoning_text|think)$")) and (.value | trimmed) != "");

# Of a field that is known as well, the other is one more.
def applies: when(answered, if any(choices[]; (.reasoning | trimmed) != "") then "the reasoning has a name that clients know" else true end);
def check: [unknown][0] | expect(. == null; finding("the reasoning is spelled `\(.key)`"; "choice 0"; .value | excerpt));
