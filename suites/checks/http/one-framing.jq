module {
  requirement: "One header alone says how long a body is: one Transfer-Encoding or one Content-Length.",
  reference: "https://www.rfc-editor.org/rfc/rfc9112#section-6.3",
  level: "must",
  concerns: "transport",
  breaks: [
    {does: "Node's HTTP parser and Go's client refuse the answer", measured: false},
    {does: "proxies cut the answer at the wrong byte, or answer 502", measured: false}
  ],
  remedy: ["drop-the-framing-of-the-backend", "length-of-a-rewritten-body"],
  seen: ["timoklimmer/powerproxy-aoai#53", "epam/ai-dial-core#2003", "liaohch3/claude-tap#389", "songquanpeng/one-api#528"],
  passes: [{response: {status: 200, http_version: "1.1", headers: [{name: "Content-Length", value: "2"}]}},
    {response: {status: 200, http_version: "1.1", headers: [{name: "Transfer-Encoding", value: "chunked"}]}}],
  fails: [{response: {status: 200, http_version: "1.1", headers: [{name: "Content-Length", value: "2"}, {name: "transfer-encoding", value: "chunked"}]}},
    {response: {status: 200, http_version: "1.1", headers: [{name: "Content-Length", value: "2"}, {name: "content-length", value: "3"}], lengths: ["2", "3"]}},
    {response: {status: 200, headers: [{name: "Transfer-Encoding", value: "chunked"}, {name: "transfer-encoding", value: "chunked"}]}}]
};

include "lib/transcript";

def values($name): [.response.headers[]? | select(.name | ascii_downcase == $name) | .value];

def applies: when(responded, if .response.http_version == "2" or .response.http_version == "3" then "HTTP/\(.response.http_version) frames bodies itself" else true end);
def check: values("content-length") as $lengths | values("transfer-encoding") as $codings
  | if $lengths != [] and $codings != [] then
      finding("Content-Length and Transfer-Encoding both frame the body"; "the headers"; "Content-Length: \($lengths[0]), Transfer-Encoding: \($codings[0])")
    elif ($codings | length) > 1 then finding("Transfer-Encoding comes \($codings | length) times"; "the headers"; $codings | join(", "))
    else expect($lengths | unique | length < 2; finding("Content-Length comes with different values"; "the headers"; $lengths | join(", "))) end;
