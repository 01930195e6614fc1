# What can stand between us and an endpoint, told as {problem: {what, remedy, saw}}. The input is a
# transcript of the preflight.

def url: .request.url;
def base: url | sub("/(models|chat/completions)$"; "");
def host: url | sub("^[a-z]+://"; "") | sub("/.*$"; "");
def header_named($name): [.response.headers[]? | select(.name | ascii_downcase == $name) | .value] | first;
def is_html: (header_named("content-type") // "" | test("text/html"; "i"))
  or (.response.text // "" | test("^\\s*<(!doctype|html|head|body)"; "i"));
def error_text:
  (.response.json | objects | (.error // .detail // .message)
    | if type == "object" then .message else . end | select(. != null) | if type == "string" then . else tojson end)
  // (.response.text // "")
  | gsub("\\s+"; " ") | if length > 300 then .[:299] + "…" else . end;
def keyed: any(.request.headers[]?; .name | ascii_downcase == "authorization");

# The address that answered, where the URL names another one: a proxy's.
def captured_by: (.connection.remote // "" | sub(":[0-9]+$"; "")) as $remote | (host | sub(":[0-9]+$"; "")) as $host
  | if ($host | test("^[0-9]+(\\.[0-9]+){3}$")) and $remote != "" and $remote != $host then .connection.remote else empty end;

# The host that a connection was tried to, in curl's words.
def dialled: [.ending_detail // "" | match("connect to (\\S+) port [0-9]+(?! via)"; "i").captures[0].string][0];

def no_proxy: "a variable such as HTTPS_PROXY or HTTP_PROXY sends the request to a proxy: name the host in NO_PROXY, for this tool and for the client (NO_PROXY=localhost,127.0.0.1,\(host | sub(":[0-9]+$"; "")))";

def problem(what; remedy): {problem: {what: what, remedy: remedy, saw: error_text}};

# The same, where the endpoint may only be starting: `--wait-ready` waits for it.
def passing(problem): problem | .problem.passing = true;

# What the shape of the URL gives away.
def url_advice:
  base
  | if test("/chat/completions$") then
      ["--endpoint is the base URL, which the client completes: try \(sub("/chat/completions$"; ""))"]
    elif test("/models$") then ["--endpoint is the base URL, which the client completes: try \(sub("/models$"; ""))"]
    elif test("/v1/v1$") then ["the path holds /v1 twice: try \(sub("/v1$"; ""))"]
    elif test("^[a-z]+://[^/]+/.+/v1$") then
      ["check the path before /v1, letter by letter: \(sub("^[a-z]+://[^/]*/"; "") | sub("/v1$"; "")) names a project or an endpoint, as its page shows it",
       "behind a proxy, check that it forwards \(sub("^[a-z]+://[^/]*"; ""))/* to the server, POST bodies included"]
    elif test("/v1$") then ["behind a proxy, check that it forwards \(sub("^[a-z]+://[^/]*"; ""))/* to the server, POST bodies included",
      "ask the server directly, without the proxy, to see which of the two answers"]
    elif test("/v[0-9]+[a-z0-9]*$") then ["base URLs usually end in /v1: try \(sub("/v[0-9]+[a-z0-9]*$"; "/v1"))"]
    else ["base URLs usually end in /v1: try \(.)/v1"] end;

def unreachable:
  if .ending != "complete" and .response.status == null and (.ending_detail // "" | test("resolve proxy|CONNECT tunnel|from proxy"; "i")) then
    problem("the proxy that this machine uses for \(host) fails: \(.ending_detail)"; [no_proxy, "if \(host) is to be reached through the proxy, correct its address in that variable"])
  elif .ending == "refused" and dialled != null and (dialled | ascii_downcase) != (host | sub(":[0-9]+$"; "") | gsub("[\\[\\]]"; "") | ascii_downcase) then
    problem("nothing listens at \(dialled), the proxy that this machine uses for \(host)"; [no_proxy])
  elif .ending == "refused" then
    passing(problem("nothing listens at \(host)" + (.ending_detail // "" | if test("Couldn.t connect to server|refused") or . == "" then "" else ": \(.)" end); ["start the server, or correct host and port in --endpoint",
      "from inside a container, localhost is the container itself: use the host's name"]))
  elif .ending == "unresolved" then
    passing(problem("the host of \(url) has no address: \(.ending_detail)"; ["check the spelling of the host in --endpoint, and the DNS of this machine"]))
  elif .ending == "untrusted" then
    problem("no TLS connection to \(host): \(.ending_detail)";
      if .ending_detail // "" | test("wrong version|unknown protocol|packet length|record"; "i") then ["the port speaks plain http, it seems: use http:// in --endpoint"]
      elif .ending_detail // "" | test("expired|not yet valid"; "i") then ["renew the certificate", "check the date of this machine"]
      elif .ending_detail // "" | test("subject name|host ?name|does not match|no alternative"; "i") then ["use the host name that the certificate is made for in --endpoint", "or have the certificate made for this name too"]
      elif .ending_detail // "" | test("local issuer|unable to get issuer|self.signed|verify"; "i") then
        ["the server may send its own certificate alone: have it send the intermediate ones too (nginx: ssl_certificate with the full chain)",
         "an authority of your own: SSL_CERT_FILE=FILE for this tool and for Python (httpx), REQUESTS_CA_BUNDLE=FILE for requests, NODE_EXTRA_CA_CERTS=FILE for agents on Node and Bun, which do not look at the certificates of the machine"]
      else ["the certificate must be valid for this host and signed by an authority that this machine trusts (SSL_CERT_FILE names a file of others)"] end)
  elif .ending == "too-large" then
    problem("\(url) answers with more than is read of any endpoint: \(.ending_detail)"; ["look at the answer with curl -i: a proxy may add a header to it, or send something else altogether"])
  elif .ending == "timed-out" and .timeout.phase == "connect" and (url | startswith("https:")) then
    problem("no TLS connection to \(host): \(.ending_detail)"; ["the port may speak plain http: try http:// in --endpoint", "check host and port"])
  elif .ending == "timed-out" then
    passing(problem("\(url) does not \(if .response.status then "finish its answer" else "answer" end): \(.ending_detail)"; ["see whether the server is still loading its model, or busy",
      (if .timeout.seconds == 30 then empty else "a longer --timeout gives it more time" end),
      "if it accepts connections and says nothing, look for a proxy that waits for a dead backend"]))
  elif .ending != "complete" and .response.status == null then
    passing(problem("\(host) does not speak HTTP here: \(.ending_detail)"; if url | startswith("http://") then ["the port may expect TLS: try https:// in --endpoint", "check the port"] else ["check the port"] end))
  else empty end;

# The key is known, and good for less than was asked for.
def lacks_scope: .response.status == 403
  and (.response.json | objects | .error | if type == "object" then [.code, .type, .message] else [.] end | map(tostring) | join(" ") | test("scope|permission|entitle"; "i"));

# `$list` is the model list, where it was asked for before.
def refused_key($list):
  select(.response.status == 401 or .response.status == 403)
  | if lacks_scope // false then problem("the key lacks a scope that \(url | if test("/models$") then "the model list" else "chat" end) asks for (403)";
      ["create a key with the scope for inference, or add the scope to this one", "a key for one project is no key for another: check the project in the path of --endpoint"])
    elif keyed then problem("the key was rejected (\(.response.status))";
      (if $list != null and $list.response.status == 200 then
        ["the model list took the key, and the chat does not: behind a gateway it may be the gateway's own key to its backend that is wrong"]
      else [] end) + ["check that the variable holds the whole key, and the right one",
      "the server compares it with the key that it was started with, a gateway with its own list",
      "behind a proxy, check that it passes the header Authorization on"])
    else problem("the endpoint wants a key, and none was sent (\(.response.status))"; ["export the key in a variable and name the variable: --api-key-env NAME",
      "with curl, add -H \"Authorization: Bearer $KEY\": without it, `jq '.data[].id'` says `Cannot iterate over null`"]) end;

def is_login: test("\\b(sign|log)[-_ ]?in\\b|\\bpassword\\b|\\bsso\\b|\\boauth|\\bsaml\\b"; "i");
def login_advice: "it looks like a login page: the endpoint is behind a single sign-on; use its internal address, or a path that is exempt";

# The endpoint is there, and something before it answers.
def busy:
  ( select(.response.status == 502 or .response.status == 503 or .response.status == 504)
    | passing(problem("the endpoint is not ready (\(.response.status))"; ["--wait-ready 600 waits until the server has loaded its model", "behind a proxy, see whether its backend is up"])) ),
  ( select(.response.status == 429)
    | problem("the endpoint allows no more requests for now (429)"; ["wait (Retry-After: \(header_named("retry-after") // "not given")) or use a key with a higher limit"]) );

def proxied:
  ( captured_by as $proxy | select(.response.status == 407 or .response.status == 403 or .response.status >= 500 or is_html)
    | problem("a proxy at \($proxy) answers in place of \(host) (\(.response.status))"; [no_proxy]) ),
  ( select(.response.status == 407) | problem("a proxy before \(host) asks for credentials (407)"; [no_proxy]) );

def elsewhere:
  proxied,
  busy,
  ( select(.response.status >= 300 and .response.status < 400)
    | (header_named("location") // "") as $to
    | problem("\(url) redirects to \(if $to == "" then "nowhere" else $to end) (\(.response.status))";
        if ($to + (.response.text // "")) | is_login then [login_advice]
        elif $to | test("^https?://") then ["keys do not follow redirects: use \($to | sub("/(models|chat/completions)/?$"; "")) as --endpoint"]
        else ["keys do not follow redirects: let the server answer under the path itself"] end) ),
  ( select(is_html)
    | problem("\(url) answers with an HTML page, not with JSON (\(.response.status))";
        if .response.text // "" | is_login then [login_advice] else url_advice end) );
