module {
  requirement: "The headers of answers do not tell the address of a server behind the endpoint.",
  reference: "https://cwe.mitre.org/data/definitions/497.html",
  level: "may",
  concerns: "transport",
  over: "run",
  breaks: [{does: "whoever may use the endpoint learns where the server behind it listens, which often asks for no key", measured: false}],
  remedy: ["drop-upstream-addresses"],
  passes: [{transcripts: [{target: {endpoint: "https://llm.example.com/v1"}, response: {status: 200, headers: [{name: "Server", value: "uvicorn"}, {name: "Via", value: "1.1 10.0.0.2:3128"},
      {name: "Location", value: "http://127.0.0.1:8000/v1/models/"}, {name: "Access-Control-Allow-Origin", value: "http://localhost:3000"},
      {name: "X-Docs", value: "https://example.com:8443/a"}, {name: "X-Engine-Version", value: "10.0.0.7"}]}}]},
    {transcripts: [{target: {endpoint: "http://127.0.0.1:8000/v1"}, connection: {remote: "127.0.0.1:8000"}, response: {status: 200, headers: [{name: "X-Base", value: "http://127.0.0.1:8000/v1"}]}},
      {target: {endpoint: "http://localhost:4000/v1"}, response: {status: 200, headers: [{name: "X-Base", value: "http://127.0.0.1:4000/"}, {name: "X-Peer", value: "192.168.1.20:51234"}]}},
      {target: {endpoint: "http://llm.local/v1"}, response: {status: 200, headers: [{name: "X-Base", value: "http://llm.local:80/v1"}, {name: "WWW-Authenticate", value: "Bearer realm=\"http://localhost:8080/auth\""}]}},
      {target: {endpoint: "http://localhost:8000/v1"}, connection: {remote: "127.0.0.1:8000"}, response: {status: 200, headers: [{name: "X-Base", value: "http://127.0.0.1:8000/v1"}]}}]}],
  fails: [{transcripts: [{target: {endpoint: "https://llm.example.com/v1"}, response: {status: 200, headers: [{name: "x-litellm-model-api-base", value: "http://10.0.0.7:8000/v1"}]}},
      {target: {endpoint: "https://llm.example.com/v1"}, response: {status: 401, headers: [{name: "Server", value: "uvicorn"}]}}]},
    {transcripts: [{target: {endpoint: "https://llm.example.com/v1"}, response: {status: 200, headers: [{name: "X-Upstream-Addr", value: "172.20.1.9:8000, 172.20.1.10:8000"}]}}]},
    {transcripts: [{target: {endpoint: "https://llm.example.com/v1"}, response: {status: 404, headers: [{name: "X-Backend", value: "http://vllm.models.svc.cluster.local/v1"}]}}]},
    {transcripts: [{target: {endpoint: "http://127.0.0.1:4000/v1"}, connection: {remote: "127.0.0.1:4000"}, response: {status: 200, headers: [{name: "X-Base", value: "http://127.0.0.1:8000/v1"}]}}]}]
};

include "lib/transcript";

# Headers that name addresses by their meaning, or echo what the client sent.
def legal: ascii_downcase
  | test("^(location|content-location|link|via|server|alt-svc|forwarded|origin|nel|report-to|reporting-endpoints|content-security-policy.*|set-cookie|x-forwarded-.*|x-real-ip|x-client-.*|access-control-.*|www-authenticate|timing-allow-origin|x-frame-options|host|x-peer.*)$");

# Addresses that only a network of one's own reaches.
def inner: test("^((10|127)\\.[0-9]+|192\\.168|169\\.254|172\\.(1[6-9]|2[0-9]|3[01]))\\.[0-9]+\\.[0-9]+$|^localhost$|^\\[(::1|f[cd][0-9a-f:]+)\\]$|\\.(internal|local)$"; "i");

# Every such address in a text that has a scheme or a port: without either it may be a version, or the client's own.
def addresses: match("(https?://)?(\\[[0-9a-f:]+\\]|[a-z0-9_][a-z0-9_.-]*)(:[0-9]{1,5})?"; "gi") | [.captures[].string]
  | select(.[0] != null or .[2] != null) | select(.[1] | inner) | "\(.[1])\(.[2] // "")" | ascii_downcase;

# How the endpoint itself is called, and where the connection went. All names of this machine are one, and a usual port may be
# left out.
def own: [.target.endpoint // "" | ascii_downcase | capture("^(?<scheme>[a-z]+)://(?<host>\\[[^\\]]*\\]|[^:/]*)(:(?<port>[0-9]+))?")][0] as $it
  | [if $it == null then empty else
      ["localhost", "127.0.0.1", "[::1]"] as $here | (if $here | index([$it.host]) == null then [$it.host] else $here end)[]
      | . + ":" + ($it.port // (if $it.scheme == "https" then "443" else "80" end)), (select($it.port == null or $it.port == "80" or $it.port == "443")) end,
    (.connection.remote | strings)];

# The headers of an answer that tell such an address.
def telling: own as $own | .response.headers[]? | select(.name | legal | not)
  | select(any(.value | tostring | .[:1000] | addresses; . as $it | $own | index([$it]) == null));

def judged: [.transcripts[] | select((.response.headers // []) != [])];

def applies: if judged == [] then "no answer has headers" else true end;
def check: judged | length as $all | map([telling]) | map(select(. != []))
  | expect(. == []; length as $count | add | (map("`\(.name | ascii_downcase)`") | unique) as $names
      | finding("\($names | join(", ")) \(if $names | length == 1 then "tells" else "tell" end) the address of a server behind the endpoint, in \($count) of \($all) answers";
          "the header \(.[0].name)"; .[0].value | excerpt));
