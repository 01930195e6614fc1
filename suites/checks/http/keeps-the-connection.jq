module {
  requirement: "The server answers the next request on a connection that it keeps open.",
  reference: "https://www.rfc-editor.org/rfc/rfc9112#section-9.6",
  clause: "RFC 9112, section 9.6: a server that will close the connection sends `close`",
  level: "should",
  impact: "loss",
  concerns: "transport",
  breaks: [
    {does: "a client that repeats the request gets it answered, and billed, twice",
      measured: false}
  ],
  remedy: ["idle-connections", "say-connection-close"],
  passes: [
    {connection: {reused: true, resent: 0}},
    {connection: {reused: false}}
  ],
  fails: [
    {connection: {reused: false, resent: 1}},
    {case: {expect: {in_service: true}}, trial: 5, connection: {reused: false, resent: 1}}
  ]
};

include "lib/transcript";

def resent: .connection.resent // 0;

def applies: true;

# Without a reused connection, none was lost.
def check:
  if resent == 0 then true
  # The request after an invalid one follows at once, so no connection was idle for long.
  elif .case.expect.in_service? and (.trial // 1) > 1 then
    finding("a kept-alive connection closed without an answer right after an invalid request, "
        + "so the next request was sent again";
      "the connection"; "sent \(resent + 1) times"; ["say-connection-close", "idle-connections"])
  else
    finding("a kept-alive connection closed without an answer, so the request was sent again";
      "the connection"; "sent \(resent + 1) times")
  end;
