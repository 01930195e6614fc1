module {
  requirement: "A request is answered, whole, within the time allowed.",
  reference: "https://www.rfc-editor.org/rfc/rfc9112#section-8",
  level: "must",
  concerns: "transport",
  breaks: ["agents hang, or act on half an answer", "OpenCode: `terminated`, `fetch failed`, or silence"],
  remedy: ["look at the server's log for an exception at this moment",
    "behind a proxy, raise its read timeout (nginx: proxy_read_timeout) and try without it",
    "a slow model, or one with a single slot, may need a longer --timeout or --jobs 1"],
  seen: ["CommandCodeAI/command-code#785", "BerriAI/litellm#28474", "anomalyco/opencode#10630", "router-for-me/CLIProxyAPI#4011"],
  passes: [{ending: "complete", response: {status: 200}}],
  fails: [{ending: "truncated", response: {status: 200}}, {ending: "reset", response: {}}, {ending: "reset", response: {http_version: "2"}},
    {ending: "timed-out", response: {}}, {ending: "too-large", response: {status: 200}}]
};

include "lib/transcript";

# A stream that stays open, after all was said or after an error, is a finding of its own.
def applies: if .ending == "kept-open" then "all was said, and only the end is missing"
  elif .ending == "timed-out" and .response.events and (.response.assembled | objects | .error) then "the stream carried an error"
  else true end;
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
  else .response.http_version as $version
    | finding((.ending | words) + (if $version then " (HTTP/\($version))" else "" end);
        "byte \(.response.body_bytes // 0) of the body"; .ending_detail // .ending)
    + (if $version == "2" and (.ending == "reset" or .ending == "truncated") then
        {remedy: ["ask the server directly, over HTTP/1.1, to see whether the proxy's HTTP/2 is to blame",
          "nginx: keepalive_requests, http2_max_concurrent_streams, proxy_read_timeout",
          "look at the logs of the proxy and of the server at this moment"]} else {} end) end;
