module {
  requirement: "After `data: [DONE]` the answer ends: the server closes the body at once.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream",
  level: "must",
  concerns: "transport",
  breaks: [{does: "clients that read to the end, OpenCode (AI SDK) and langchain4j among them, hang after the last word until a timeout", measured: false}],
  remedy: ["close-after-done"],
  seen: ["diegosouzapw/OmniRoute#6777", "EricLBuehler/mistral.rs#1874"],
  passes: [{ending: "complete", response: {events: [{number: 1, data: "[DONE]"}]}}],
  fails: [{ending: "kept-open", ending_detail: "not closed 3 s after [DONE]", response: {events: [{number: 1, data: "[DONE]"}]}}]
};

include "lib/transcript";

def applies: when(complete, streamed, if any(.response.events[]; .data | trimmed == "[DONE]") then true else "there is no [DONE]" end);
def check: expect(.ending != "kept-open";
  finding("the stream stays open after its last event"; "event \(last_event.number), the last"; .ending_detail // "kept open" | excerpt));
