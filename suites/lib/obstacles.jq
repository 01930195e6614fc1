# Obstacles between this tool and the endpoint, as {problem: {what, remedy, saw}}. The input is a
# transcript of the preflight.

def url: .request.url;
def base: url | sub("/(models|chat/completions)$"; "");
def host: url | sub("^[a-z]+://"; "") | sub("/.*$"; "");
def header_named($name):
  [.response.headers[]? | select(.name | ascii_downcase == $name) | .value] | first;
def is_html: (header_named("content-type") // "" | test("text/html"; "i"))
  or (.response.text // "" | test("^\\s*<(!doctype|html|head|body)"; "i"));
def error_text:
  ( .response.json | objects
      | (.error // .detail // .message)
      | if type == "object" then .message else . end
      | select(. != null)
      | if type == "string" then . else tojson end )
    // (.response.text // "")
  | gsub("\\s+"; " ")
  | if length > 300 then .[:299] + "…" else . end;
def keyed: any(.request.headers[]?; .name | ascii_downcase == "authorization");

# The address of a proxy that answered in place of the host of the URL.
def captured_by:
  (.connection.remote // "" | sub(":[0-9]+$"; "")) as $remote
  | (host | sub(":[0-9]+$"; "")) as $host
  | if ($host | test("^[0-9]+(\\.[0-9]+){3}$")) and $remote != "" and $remote != $host then
      .connection.remote
    else empty end;

# The host and address of a failed connection, in the words of curl.
def dialled:
  [
    .ending_detail // "" | match("connect to (\\S+) port [0-9]+(?! via)"; "i").captures[0].string
  ][0];

def no_proxy:
  "a variable such as HTTPS_PROXY or HTTP_PROXY sends the request to a proxy: add the host to "
    + "NO_PROXY, for this tool and for the client "
    + "(NO_PROXY=localhost,127.0.0.1,\(host | sub(":[0-9]+$"; "")))";

def problem(what; remedy): {problem: {what: what, remedy: remedy, saw: error_text}};

# A problem that may be temporary, because the endpoint may be starting: `--wait-ready` waits for
# it.
def passing(problem): problem | .problem.passing = true;

# Advice about the shape of the URL.
def url_advice:
  base
  | if test("/chat/completions$") then
      [
        "--endpoint is the base URL, to which clients append paths: try "
          + "\(sub("/chat/completions$"; ""))"
      ]
    elif test("/models$") then
      ["--endpoint is the base URL, to which clients append paths: try \(sub("/models$"; ""))"]
    elif test("/v1/v1$") then ["the path contains /v1 twice: try \(sub("/v1$"; ""))"]
    elif test("^[a-z]+://[^/]+/.+/v1$") then
      [
        "check the path before /v1, letter by letter: "
          + "\(sub("^[a-z]+://[^/]*/"; "") | sub("/v1$"; "")) names a project or an endpoint, as "
          + "shown on its page",
        "check that a proxy in front of the server forwards \(sub("^[a-z]+://[^/]*"; ""))/* to "
          + "it, including POST bodies"
      ]
    elif test("/v1$") then
      [
        "check that a proxy in front of the server forwards \(sub("^[a-z]+://[^/]*"; ""))/* to "
          + "it, including POST bodies",
        "send the request to the server directly, without the proxy, to see which of the two "
          + "answers"
      ]
    elif test("/v[0-9]+[a-z0-9]*$") then
      ["base URLs usually end in /v1: try \(sub("/v[0-9]+[a-z0-9]*$"; "/v1"))"]
    else ["base URLs usually end in /v1: try \(.)/v1"] end;

def unreachable:
  if .ending != "complete"
      and .response.status == null
      and (.ending_detail // "" | test("resolve proxy|CONNECT tunnel|from proxy"; "i"))
  then
    problem("the proxy that this machine uses for \(host) fails: \(.ending_detail)";
      [
        no_proxy,
        "if \(host) must be reached through the proxy, correct the address of the proxy in that "
          + "variable"
      ])
  elif .ending == "refused"
      and dialled != null
      and (dialled | ascii_downcase) != ( host | sub(":[0-9]+$"; "") | gsub("[\\[\\]]"; "")
          | ascii_downcase )
  then
    problem("connection refused by \(dialled), the proxy that this machine uses for \(host)";
      [no_proxy])
  elif .ending == "refused" then
    passing(
      problem(
        "connection refused: no server listens at \(host)"
          + ( .ending_detail // ""
              | if test("Couldn.t connect to server|refused") or . == "" then ""
                else ": \(.)" end );
        [
          "start the server, or correct host and port in --endpoint",
          "inside a container, localhost is the container: use the host name of the server, for "
            + "example host.docker.internal"
        ]))
  elif .ending == "unresolved" then
    passing(
      problem("the host of \(url) has no address: \(.ending_detail)";
        ["check the spelling of the host in --endpoint, and the DNS of this machine"]))
  elif .ending == "untrusted" then
    problem("no TLS connection to \(host): \(.ending_detail)";
      if .ending_detail // ""
        | test("wrong version|unknown protocol|packet length|record"; "i")
      then
        ["the port seems to use plain HTTP: use http:// in --endpoint"]
      elif .ending_detail // "" | test("expired|not yet valid"; "i") then
        ["renew the certificate", "check the date of this machine"]
      elif .ending_detail // ""
        | test("subject name|host ?name|does not match|no alternative"; "i")
      then
        [
          "use the host name of the certificate in --endpoint",
          "or issue the certificate for this name too"
        ]
      elif .ending_detail // ""
        | test("local issuer|unable to get issuer|self.signed|verify"; "i")
      then
        [
          "the server may send its own certificate alone: configure it to send the intermediate "
            + "certificates too (nginx: ssl_certificate with the full chain)",
          "for a private authority set SSL_CERT_FILE=FILE for this tool and for Python (httpx), "
            + "REQUESTS_CA_BUNDLE=FILE for requests, NODE_EXTRA_CA_CERTS=FILE for agents on Node "
            + "and Bun, which ignore the certificates of the system"
        ]
      else
        [
          "the certificate must be valid for this host and signed by an authority that this "
            + "machine trusts (SSL_CERT_FILE adds authorities)"
        ]
      end)
  elif .ending == "too-large" then
    problem("the response of \(url) exceeds the size limit: \(.ending_detail)";
      ["look at the response with curl -i: a proxy may add a header to it, or send something else"])
  elif .ending == "timed-out" and .timeout.phase == "connect" and (url | startswith("https:")) then
    problem("no TLS connection to \(host): \(.ending_detail)";
      ["the port may use plain HTTP: try http:// in --endpoint", "check host and port"])
  elif .ending == "timed-out" then
    passing(
      problem(
        "\(url) does not \(if .response.status then "complete its response" else "respond" end): "
          + "\(.ending_detail)";
        [
          "check whether the server is still loading its model, or is busy",
          (if .timeout.seconds == 30 then empty else "a longer --timeout gives it more time" end),
          "if it accepts connections but sends nothing, look for a proxy that waits for a dead "
            + "backend"
        ]))
  elif .ending != "complete" and .response.status == null then
    passing(
      problem("\(host) sent no HTTP answer: \(.ending_detail)";
        [
          ( select(url | startswith("http://"))
            | "the port may expect TLS: try https:// in --endpoint" ),
          "check the port: another program may use it",
          "see the log of the server: it may crash, or a proxy may have no backend"
        ]))
  else empty end;

# The key is valid, but does not permit this request.
def lacks_scope:
  .response.status == 403
    and ( .response.json | objects | .error
        | if type == "object" then [.code, .type, .message] else [.] end
        | map(tostring) | join(" ")
        | test("scope|permission|entitle"; "i") );

# `$list` is the transcript of the model list, if it was requested before.
def refused_key($list):
  select(.response.status == 401 or .response.status == 403)
  | if lacks_scope // false then
      problem(
        "the key lacks a scope that "
          + "\(url | if test("/models$") then "the model list" else "chat" end) requires (403)";
        [
          "create a key with the scope for inference, or add the scope to this one",
          "a key is valid for one project: check the project in the path of --endpoint"
        ])
    elif keyed then
      problem("the key was refused (\(.response.status))";
        ( if $list != null and $list.response.status == 200 then
              [
                "the model list accepts the key, but chat does not: the key that a gateway uses "
                  + "for its backend may be wrong"
              ]
            else [] end )
          + [
              "check that the variable contains the right key, and all of it",
              "a server accepts the key that it was started with, a gateway those in its own list",
              "check that a proxy in front of the server forwards the header Authorization"
            ])
    else
      problem("the endpoint requires an API key, and none was sent (\(.response.status))";
        [
          "export the key in an environment variable, and pass its name: --api-key-env NAME",
          "with curl, add -H \"Authorization: Bearer $KEY\": without it, `jq '.data[].id'` "
            + "reports `Cannot iterate over null`"
        ])
    end;

def is_login: test("\\b(sign|log)[-_ ]?in\\b|\\bpassword\\b|\\bsso\\b|\\boauth|\\bsaml\\b"; "i");
def login_advice:
  "it looks like a login page, so the endpoint is behind a single sign-on: use its internal "
    + "address, or a path that is exempt";

# The endpoint is reachable, but something in front of it answers.
def busy:
  ( select(.response.status == 502 or .response.status == 503 or .response.status == 504)
    | passing(
        problem("the endpoint is not ready (\(.response.status))";
          [
            "--wait-ready 600 waits until the server has loaded its model",
            "behind a proxy, check whether its backend is running"
          ])) ),
  ( select(.response.status == 429)
    | problem("the endpoint refuses further requests for now (429)";
        [
          "wait (Retry-After: \(header_named("retry-after") // "not given")) or use a key with a "
            + "higher limit"
        ]) );

def proxied:
  ( captured_by as $proxy
    | select(
        .response.status == 407 or .response.status == 403 or .response.status >= 500 or is_html)
    | problem("a proxy at \($proxy) answers in place of \(host) (\(.response.status))";
        [no_proxy]) ),
  ( select(.response.status == 407)
    | problem("a proxy in front of \(host) requires credentials (407)"; [no_proxy]) );

def elsewhere:
  proxied,
  busy,
  ( select(.response.status >= 300 and .response.status < 400)
    | (header_named("location") // "") as $to
    | ($to + (.response.text // "")) as $page
    | problem(
        "\(url) redirects to \(if $to == "" then "nowhere" else $to end) (\(.response.status))";
        if $page | is_login then [login_advice]
        elif $to | test("^https?://") then
          [
            "keys are not sent to the target of a redirect: use "
              + "\($to | sub("/(models|chat/completions)/?$"; "")) as --endpoint"
          ]
        else
          [
            "keys are not sent to the target of a redirect: configure the server to answer at this "
              + "path"
          ]
        end) ),
  ( select(is_html)
    | problem("\(url) answers with an HTML page, not with JSON (\(.response.status))";
        if .response.text // "" | is_login then [login_advice] else url_advice end) );
