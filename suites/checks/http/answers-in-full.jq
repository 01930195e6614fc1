module {
  requirement: "A request is answered, whole, within the time allowed.",
  reference: "https://www.rfc-editor.org/rfc/rfc9112#section-8",
  level: "must",
  concerns: "transport",
  breaks: ["agents hang, or act on half an answer", "OpenCode: `terminated`, `fetch failed`, or silence"],
  remedy: ["look at the server's log for an exception at this moment",
    "behind a proxy, raise its read timeout (nginx: proxy_read_timeout) and try without it",
    "a slow model, or one with a single slot, may need a longer --timeout or --jobs 1"],
  seen: ["CommandCodeAI/command-code#785", "BerriAI/litellm#28474", "anomalyco/opencode#10630"],
  passes: [{ending: "complete", response: {status: 200}}],
  fails: [{ending: "truncated", response: {status: 200}}, {ending: "reset", response: {}},
    {ending: "timed-out", response: {}}, {ending: "too-large", response: {status: 200}}]
};

include "lib/transcript";

# A stream that stays open after an error is a finding of its own.
def applies: if .ending == "timed-out" and .response.events and (.response.assembled | objects | .error) then "the stream carried an error" else true end;
def words: {
  truncated: "the connection closed before the answer was whole",
  reset: "the connection broke",
  "timed-out": "the time was up",
  "too-large": "the answer grew past every limit"
}[.] // .;
def check:
  if .ending == "complete" then true
  elif .ending | . == "refused" or . == "unresolved" or . == "untrusted" or . == "cancelled" then
    inconclusive("nothing was exchanged: \(.ending_detail // "" | if . == "" then "cancelled" else . end)")
  else finding(.ending | words; "byte \(.response.body_bytes // 0) of the body"; .ending_detail // .ending) end;
