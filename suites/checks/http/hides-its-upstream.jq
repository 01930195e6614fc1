module {
  requirement: "Response headers do not reveal the address of a server behind the endpoint.",
  reference: "https://cwe.mitre.org/data/definitions/497.html",
  clause: "CWE-497: Exposure of Sensitive System Information to an Unauthorized Control Sphere",
  level: "may",
  impact: "cosmetic",
  concerns: "transport",
  over: "run",
  breaks: [
    {does:
      "every user learns the address of the server behind the endpoint, which often needs no key",
      measured: false}
  ],
  remedy: ["drop-upstream-addresses"],
  passes: [
    {transcripts: [{target: {endpoint: "https://llm.example.com/v1"},
      response: {status: 200,
        headers: [
          {name: "Server", value: "uvicorn"},
          {name: "Via", value: "1.1 10.0.0.2:3128"},
          {name: "Location", value: "http://127.0.0.1:8000/v1/models/"},
          {name: "Access-Control-Allow-Origin", value: "http://localhost:3000"},
          {name: "X-Docs", value: "https://example.com:8443/a"},
          {name: "X-Engine-Version", value: "10.0.0.7"}]}}]},
    {transcripts: [
      {target: {endpoint: "http://127.0.0.1:8000/v1"}, connection: {remote: "127.0.0.1:8000"},
        response: {status: 200, headers: [{name: "X-Base", value: "http://127.0.0.1:8000/v1"}]}},
      {target: {endpoint: "http://localhost:4000/v1"},
        response: {status: 200,
          headers: [
            {name: "X-Base", value: "http://127.0.0.1:4000/"},
            {name: "X-Peer", value: "192.168.1.20:51234"}]}},
      {target: {endpoint: "http://llm.local/v1"},
        response: {status: 200,
          headers: [
            {name: "X-Base", value: "http://llm.local:80/v1"},
            {name: "WWW-Authenticate", value: "Bearer realm=\"http://localhost:8080/auth\""}]}},
      {target: {endpoint: "http://localhost:8000/v1"}, connection: {remote: "127.0.0.1:8000"},
        response: {status: 200, headers: [{name: "X-Base", value: "http://127.0.0.1:8000/v1"}]}}]}
  ],
  fails: [
    {transcripts: [
      {target: {endpoint: "https://llm.example.com/v1"},
        response: {status: 200,
          headers: [{name: "x-litellm-model-api-base", value: "http://10.0.0.7:8000/v1"}]}},
      {target: {endpoint: "https://llm.example.com/v1"},
        response: {status: 401, headers: [{name: "Server", value: "uvicorn"}]}}]},
    {transcripts: [{target: {endpoint: "https://llm.example.com/v1"},
      response: {status: 200,
        headers: [{name: "X-Upstream-Addr", value: "172.20.1.9:8000, 172.20.1.10:8000"}]}}]},
    {transcripts: [{target: {endpoint: "https://llm.example.com/v1"},
      response: {status: 404,
        headers: [{name: "X-Backend", value: "http://vllm.models.svc.cluster.local/v1"}]}}]},
    {transcripts: [{target: {endpoint: "http://127.0.0.1:4000/v1"},
      connection: {remote: "127.0.0.1:4000"},
      response: {status: 200, headers: [{name: "X-Base", value: "http://127.0.0.1:8000/v1"}]}}]}
  ]
};

include "lib/transcript";

# Headers that contain addresses by definition, or that echo the request.
def may_contain_addresses: ascii_downcase
  | test("^(location|content-location|link|via|server|alt-svc|forwarded|origin|nel|report-to"
    + "|reporting-endpoints|content-security-policy.*|set-cookie|x-forwarded-.*|x-real-ip"
    + "|x-client-.*|access-control-.*|www-authenticate|timing-allow-origin|x-frame-options|host"
    + "|x-peer.*)$");

# An address that is reachable only within a private network.
def private:
  test("^((10|127)\\.[0-9]+|192\\.168|169\\.254|172\\.(1[6-9]|2[0-9]|3[01]))\\.[0-9]+\\.[0-9]+$"
    + "|^localhost$|^\\[(::1|f[cd][0-9a-f:]+)\\]$|\\.(internal|local)$"; "i");

# Each private address in a text with a scheme or a port. Without both, it may be a version, or the
# address of the client.
def addresses:
  match("(https?://)?(\\[[0-9a-f:]+\\]|[a-z0-9_][a-z0-9_.-]*)(:[0-9]{1,5})?"; "gi")
  | [.captures[].string]
  | select(.[0] != null or .[2] != null)
  | select(.[1] | private)
  | "\(.[1])\(.[2] // "")"
  | ascii_downcase;

# The addresses of the endpoint itself, with and without a default port, and of the connection. All
# names of this machine are equivalent.
def own:
  [.target.endpoint // "" | ascii_downcase
    | capture("^(?<scheme>[a-z]+)://(?<host>\\[[^\\]]*\\]|[^:/]*)(:(?<port>[0-9]+))?")][0] as $url
  | ["localhost", "127.0.0.1", "[::1]"] as $here
  | [ if $url == null then empty
      else
        (if $here | index([$url.host]) == null then [$url.host] else $here end)[]
        | . + ":" + ($url.port // (if $url.scheme == "https" then "443" else "80" end)),
          select($url.port == null or $url.port == "80" or $url.port == "443")
      end,
      (.connection.remote | strings) ];

# The headers of an answer that contain such an address.
def revealing: own as $own
  | .response.headers[]?
  | select(.name | may_contain_addresses | not)
  | select(any(.value | tostring | .[:1000] | addresses;
      . as $address | $own | index([$address]) == null));

def judged: [.transcripts[] | select((.response.headers // []) != [])];

def applies: unless(judged == []; "no answer has headers");

def check: judged
  | length as $all
  | map([revealing])
  | map(select(. != []))
  | expect(. == [];
      length as $count
      | add
      | (map("`\(.name | ascii_downcase)`") | unique) as $names
      | (if $names | length == 1 then "reveals" else "reveal" end) as $verb
      | finding("\($names | join(", ")) \($verb) the address of a server behind the endpoint, "
            + "in \($count) of \($all) answers";
          "the header \(.[0].name)"; .[0].value | excerpt));
