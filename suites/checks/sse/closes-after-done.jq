module {
  requirement: "The server ends the response body immediately after `data: [DONE]`.",
  reference:
    "https://platform.openai.com/docs/api-reference/completions/create#completions-create-stream",
  clause: "Create completion: `stream`, \"the stream terminated by a `data: [DONE]` message\"",
  level: "must",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {does: "OpenCode (AI SDK), langchain4j and others that read to the end hang until a timeout",
     measured: false}],
  remedy: ["close-after-done"],
  seen: ["diegosouzapw/OmniRoute#6777", "EricLBuehler/mistral.rs#1874"],
  passes: [{ending: "complete", response: {events: [{number: 1, data: "[DONE]"}]}}],
  fails: [
    {ending: "kept-open", ending_detail: "not closed 3 s after [DONE]",
     response: {events: [{number: 1, data: "[DONE]"}]}}]
};

include "lib/transcript";

def applies: when(
  complete,
  streamed,
  only_if(any(event_shapes; .data | trimmed == "[DONE]"); "there is no [DONE]"));

def check: expect(.ending != "kept-open";
  finding("the stream stays open after its last event";
    last_event | place; .ending_detail // "kept open" | excerpt));
