module {
  requirement: "A connection that is kept open answers the next request that comes on it.",
  reference: "https://www.rfc-editor.org/rfc/rfc9112#section-9.6",
  level: "should",
  concerns: "transport",
  breaks: [{does: "a client that sends the request again has it answered, and paid for, twice", measured: false}],
  remedy: ["idle-connections", "say-connection-close"],
  passes: [{connection: {reused: true, resent: 0}}, {connection: {reused: false}}],
  fails: [{connection: {reused: false, resent: 1}},
    {case: {expect: {in_service: true}}, trial: 5, connection: {reused: false, resent: 1}}]
};

include "lib/transcript";

def resent: .connection.resent // 0;

# Where no connection was used again, none was lost.
def applies: true;
def check: if resent == 0 then true
  # The probe of errors comes right behind a wrong request: no connection was idle for long.
  elif .case.expect.in_service? and (.trial // 1) > 1 then
    finding("a kept connection closed without an answer right behind a wrong request, so that the next request was sent again"; "the connection"; "sent \(resent + 1) times";
      ["say-connection-close", "idle-connections"])
  else finding("a kept connection closed without an answer, so that the request was sent again"; "the connection"; "sent \(resent + 1) times") end;
