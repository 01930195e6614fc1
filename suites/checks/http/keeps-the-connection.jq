module {
  requirement: "A connection that is kept open answers the next request that comes on it.",
  reference: "https://www.rfc-editor.org/rfc/rfc9112#section-9.6",
  level: "should",
  concerns: "transport",
  breaks: [{does: "a client that sends the request again has it answered, and paid for, twice", measured: false}],
  remedy: ["idle-connections", "say-connection-close"],
  passes: [{connection: {reused: true, resent: 0}}, {connection: {reused: false}}],
  fails: [{connection: {reused: false, resent: 1}}]
};

include "lib/transcript";

def resent: .connection.resent // 0;

# Where no connection was used again, none was lost.
def applies: true;
def check: if resent == 0 then true
  else finding("a kept connection closed without an answer, so that the request was sent again"; "the connection"; "sent \(resent + 1) times") end;
