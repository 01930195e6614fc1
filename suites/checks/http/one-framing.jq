module {
  requirement: "One header frames the body: Transfer-Encoding or Content-Length, and not both.",
  reference: "https://www.rfc-editor.org/rfc/rfc9112#section-6.3",
  clause:
    "RFC 9112, section 6.2: no Content-Length with Transfer-Encoding; section 6.3: body length",
  level: "must",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {does: "Node's HTTP parser and Go's client refuse the answer", measured: false},
    {does: "proxies cut the answer at the wrong byte, or answer 502", measured: false}
  ],
  remedy: ["drop-the-framing-of-the-backend", "length-of-a-rewritten-body"],
  seen: ["timoklimmer/powerproxy-aoai#53", "epam/ai-dial-core#2003", "liaohch3/claude-tap#389",
    "songquanpeng/one-api#528"],
  passes: [
    {response: {status: 200, http_version: "1.1", headers: [{name: "Content-Length", value: "2"}]}},
    {response: {status: 200, http_version: "1.1",
      headers: [{name: "Transfer-Encoding", value: "chunked"}]}}
  ],
  fails: [
    {response: {status: 200, http_version: "1.1",
      headers: [
        {name: "Content-Length", value: "2"},
        {name: "transfer-encoding", value: "chunked"}]}},
    {response: {status: 200, http_version: "1.1",
      headers: [{name: "Content-Length", value: "2"}, {name: "content-length", value: "3"}],
      lengths: ["2", "3"]}},
    {response: {status: 200,
      headers: [
        {name: "Transfer-Encoding", value: "chunked"},
        {name: "transfer-encoding", value: "chunked"}]}}
  ]
};

include "lib/transcript";

def values($name): [.response.headers[]? | select(.name | ascii_downcase == $name) | .value];

def applies: when(responded,
  unless(.response.http_version == "2" or .response.http_version == "3";
    "HTTP/\(.response.http_version) frames bodies itself"));

def check: values("content-length") as $lengths
  | values("transfer-encoding") as $codings
  | if $lengths != [] and $codings != [] then
      finding("both Content-Length and Transfer-Encoding frame the body"; "the headers";
        "Content-Length: \($lengths[0]), Transfer-Encoding: \($codings[0])")
    elif ($codings | length) > 1 then
      finding("the answer has \($codings | length) Transfer-Encoding headers"; "the headers";
        $codings | join(", "))
    else
      expect($lengths | unique | length < 2;
        finding("the answer has Content-Length headers that differ"; "the headers";
          $lengths | join(", ")))
    end;
