module {
  title: "Headers that agents and their libraries add to a request",
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "agents that send such headers get no answer, but the same request by curl does",
      measured: false
    }],
    remedy: ["accept-client-headers"]
  }
};

include "lib/requests";

# OpenCode names its sessions, tracing adds headers, and the User-Agent of an agent names all of its
# layers.
def request:
  .nonce as $nonce
  | .trial as $trial
  | chat({messages: [user("Say hello.")]})
      + {
          headers: {
            "User-Agent": ("opencode/1.18.4 (linux 6.12.38; x64) ai-sdk/openai-compatible/2.0.41 "
              + "ai-sdk/provider-utils/4.0.8 runtime/bun/1.3.9 conformance"),
            "Accept-Language": "de-CH,de;q=0.9,en;q=0.8", "HTTP-Referer": "https://agent.example/",
            "X-Title": "agent", "X-Session-Id": "ses_\($nonce)",
            "x-session-affinity": "ses_\($nonce)", "Idempotency-Key": "\($nonce)-\($trial)",
            "X-Stainless-Lang": "js", "X-Stainless-Retry-Count": "0",
            "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "tracestate": "vendor=00f067aa0ba902b7",
            "baggage": "session=\($nonce),\([range(0; 60) | "key\(.)=value\(.)"] | join(","))"
          }
        };
