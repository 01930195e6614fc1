module {
  requirement: "A request is answered completely within the time limit.",
  reference: "https://www.rfc-editor.org/rfc/rfc9112#section-8",
  clause: "RFC 9112, section 8: Handling Incomplete Messages",
  level: "must",
  impact: "stop",
  concerns: "transport",
  yields_to: ["sse/closes-after-done", "errors/stream-closes-after-error"],
  breaks: [
    {program: "74 of 74 clients",
      does: "still wait without an error if an answer has not begun after 45 s",
      shown: ["opencode-serve/all:err.hang-no-response",
        "aisdk-3-latest/stream:err.hang-no-response", "openai-python/stream:err.hang-no-response",
        "claude-code:err.hang-no-response"]},
    {program: "OpenCode and Kilo",
      does: "repeat the request endlessly, after 2, 4, 8 … 30 s, if a connection breaks",
      measured: false}
  ],
  remedy: ["read-the-server-log", "gateway-timeouts", "slow-or-single-slot"],
  seen: ["CommandCodeAI/command-code#785", "BerriAI/litellm#28474", "anomalyco/opencode#10630",
    "router-for-me/CLIProxyAPI#4011"],
  passes: [{ending: "complete", response: {status: 200}}],
  fails: [
    {ending: "truncated", response: {status: 200}},
    {ending: "reset", response: {}},
    {ending: "reset", response: {http_version: "2"}},
    {ending: "truncated",
      response: {status: 200, body_bytes: 2, lengths: ["42"], json: {}, json_defects: []}},
    {ending: "timed-out", response: {}},
    {ending: "too-large", response: {status: 200}}
  ]
};

include "lib/transcript";

def applies: true;

def words: {
  truncated: "the connection closed before the answer was complete",
  reset: "the connection broke",
  "timed-out": "the time limit was reached",
  "kept-open": "the stream stayed open after its end",
  "too-large": "the answer exceeds the maximum size"
}[.] // .;

# The JSON is complete, but Content-Length is greater.
def complete_body: .ending == "truncated"
  and (.response.json | type) == "object"
  and (.response.json_defects // []) == []
  and (.response.lengths // [] | length) == 1
  and .response.lengths[0] != (.response.body_bytes | tostring);

def details: .response.http_version as $version
  | if $version == "2" and (.ending == "reset" or .ending == "truncated") then
      {remedy: ["try-http-1.1", "http-2-limits-of-the-proxy", "read-the-server-log"]}
    elif complete_body then
      {message: ("Content-Length is \(.response.lengths[0]) bytes, "
          + "but the answer is complete after \(.response.body_bytes)"),
        remedy: ["length-of-the-body", "ask-the-engine-directly"]}
    # A longer timeout does not keep a connection.
    elif .ending == "reset" or .ending == "truncated" then
      {remedy: ["read-the-server-log", "ask-the-engine-directly"]}
    else {} end;

def check:
  if .ending == "complete" then true
  elif .ending | . == "refused" or . == "unresolved" or . == "untrusted" or . == "cancelled" then
    inconclusive("there was no exchange: "
      + (.ending_detail // "" | if . == "" then "cancelled" else . end))
  else
    .response.http_version as $version
    | finding((.ending | words) + (if $version == "2" then " (HTTP/2)" else "" end);
        {byte: (.response.body_bytes // 0)}; .ending_detail // .ending)
      + details
  end;
