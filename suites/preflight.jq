# Whether there is an endpoint to judge at all, and which model it serves.
#
# `request` is asked for step 1, the model list, and step 2, the smallest chat; `conclude` says after
# each what they amount to: {model, models} to go on, or {problem: {what, remedy, saw, usage}}.
# Only what makes judging pointless is a problem here; everything else is for the checks.

include "lib/requests";

def request:
  if .step == 1 then get("/models") + {timeout_s: 30}
  else {stream: false, target: .target} | chat({messages: [user("Hello!")], max_tokens: 1}) end;

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
  | gsub("\\s+"; " ") | .[:200];
def keyed: any(.request.headers[]?; .name | ascii_downcase == "authorization");

def problem(what; remedy): {problem: {what: what, remedy: remedy, saw: error_text}};

# What the shape of the URL gives away.
def url_advice:
  base
  | if test("/chat/completions$") then
      ["--endpoint is the base URL, which the client completes: try \(sub("/chat/completions$"; ""))"]
    elif test("/models$") then ["--endpoint is the base URL, which the client completes: try \(sub("/models$"; ""))"]
    elif test("/v1/v1$") then ["the path holds /v1 twice: try \(sub("/v1$"; ""))"]
    elif test("/v1$") then ["behind a proxy, check that it forwards \(sub("^[a-z]+://[^/]*"; ""))/* to the server, POST bodies included",
      "ask the server directly, without the proxy, to see which of the two answers"]
    elif test("/v[0-9]+[a-z0-9]*$") then ["base URLs usually end in /v1: try \(sub("/v[0-9]+[a-z0-9]*$"; "/v1"))"]
    else ["base URLs usually end in /v1: try \(.)/v1"] end;

def unreachable:
  if .ending == "refused" then
    problem("nothing listens at \(host)" + (.ending_detail // "" | if test("Couldn.t connect to server|refused") or . == "" then "" else ": \(.)" end); ["start the server, or mend host and port in --endpoint",
      "from inside a container, localhost is the container itself: use the host's name"])
  elif .ending == "unresolved" then
    problem("the host of \(url) has no address: \(.ending_detail)"; ["check the spelling of the host in --endpoint, and the DNS of this machine"])
  elif .ending == "untrusted" then
    problem("no TLS connection to \(host): \(.ending_detail)";
      if .ending_detail // "" | test("wrong version|unknown protocol|packet length|record"; "i") then ["the port speaks plain http, it seems: use http:// in --endpoint"]
      else ["the certificate must be valid for this host and signed by an authority that this machine trusts (SSL_CERT_FILE names a file of others)"] end)
  elif .ending == "timed-out" and (.ending_detail // "" | test("connection")) and (url | startswith("https:")) then
    problem("no TLS connection to \(host): \(.ending_detail)"; ["the port may speak plain http: try http:// in --endpoint", "check host and port"])
  elif .ending == "timed-out" then
    problem("\(url) does not answer: \(.ending_detail)"; ["see whether the server is still loading its model, or busy",
      (if .ending_detail // "" | test("within 30 s") then empty else "a longer --timeout gives it more time" end),
      "if it accepts connections and says nothing, look for a proxy that waits for a dead backend"])
  elif .ending != "complete" and .response.status == null then
    problem("\(host) does not speak HTTP here: \(.ending_detail)"; if url | startswith("http://") then ["the port may expect TLS: try https:// in --endpoint", "check the port"] else ["check the port"] end)
  else empty end;

def refused_key:
  select(.response.status == 401 or .response.status == 403)
  | if keyed then problem("the key was rejected (\(.response.status))"; ["check that the variable holds the whole key, and the right one",
      "the server compares it with its --api-key (vLLM: VLLM_API_KEY), a gateway with its own list",
      "behind a proxy, check that it passes the header Authorization on"])
    else problem("the endpoint wants a key, and none was sent (\(.response.status))"; ["export the key in a variable and name the variable: --api-key-env NAME"]) end;

def is_login: test("\\b(sign|log)[-_ ]?in\\b|\\bpassword\\b|\\bsso\\b|\\boauth|\\bsaml\\b"; "i");
def login_advice: "it looks like a login page: the endpoint is behind a single sign-on; use its internal address, or a path that is exempt";

# The endpoint is there, and something before it answers.
def busy:
  ( select(.response.status == 502 or .response.status == 503 or .response.status == 504)
    | problem("the endpoint is not ready (\(.response.status))"; ["wait until the server has loaded its model, then run again", "behind a proxy, see whether its backend is up"]) ),
  ( select(.response.status == 429)
    | problem("the endpoint allows no more requests for now (429)"; ["wait (Retry-After: \(header_named("retry-after") // "not given")) or use a key with a higher limit"]) );

def elsewhere:
  busy,
  ( select(.response.status >= 300 and .response.status < 400)
    | (header_named("location") // "") as $to
    | problem("\(url) redirects to \(if $to == "" then "nowhere" else $to end) (\(.response.status))";
        if ($to + (.response.text // "")) | is_login then [login_advice]
        elif $to | test("^https?://") then ["keys do not follow redirects: use \($to | sub("/(models|chat/completions)/?$"; "")) as --endpoint"]
        else ["keys do not follow redirects: let the server answer under the path itself"] end) ),
  ( select(is_html)
    | problem("\(url) answers with an HTML page, not with JSON (\(.response.status))";
        (if .response.text // "" | is_login then [login_advice] else [] end) + url_advice) );

def listed: [.response.json | objects | .data | arrays | .[] | objects | .id | strings | select(. != "")];

# What the model list says against going on, when no model was named to go on with.
def no_list:
  if .response.status == 404 then problem("there is no \(url) (404)"; 
    "if the server has no model list, name the model: --model ID" as $name
    | if base | test("[^1]/v1$") then [$name] + url_advice else url_advice + [$name] end)
  elif .response.status != 200 then problem("the model list is answered with status \(.response.status)"; ["the server's log tells why", "to go on without the list, name the model: --model ID"])
  elif (.response.json | type) == "object" and (.response.json | has("error")) then problem("the model list is an error, under status 200"; ["this is usually a missing or wrong key: --api-key-env NAME", "or name the model: --model ID"])
  elif [.response.json | objects | .data | arrays] != [] then problem("the endpoint lists no model"; ["load a model, or name it: --model ID"])
  else problem("\(url) is not a model list: it has no `data`"; url_advice + ["or name the model: --model ID"]) end;

def conclude:
  .target.model as $model
  | .transcripts as $all
  | if ($all | length) == 1 then
      $all[0]
      | listed as $models
      | [unreachable, refused_key, elsewhere] as $problems
      | if $problems != [] and ($model == null or (.response.status | . != 404 and . != 401 and . != 403)) and .response.status != 404 then $problems[0]
        elif $model then {model: $model, models: $models}
        elif $models == [] then ($problems + [no_list])[0]
        elif ($models | length) == 1 then {model: $models[0], models: $models}
        else {model: null, models: $models} end
    else
      ($all[0] | listed) as $models
      | $all[1]
      | [unreachable, refused_key, elsewhere,
         ( select(.response.status == 404)
           | if (error_text | test("model"; "i")) or ($models != [] and ($models | index([$model]) == null))
             then problem("the endpoint does not serve `\($model)`"; ["--model takes one of: \($models | join(", "))"]) | .problem.usage = ($models != [])
             else problem("there is no \(url) (404)"; url_advice) end )] as $problems
      | if $problems != [] then $problems[0] else {model: $model, models: $models} end
    end;
