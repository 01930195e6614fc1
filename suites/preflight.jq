# Whether there is an endpoint to judge at all, and which model it serves.
#
# `request` is asked for step 1, the model list, and step 2, the smallest chat; `conclude` says after
# each what they amount to: {model, models} to go on, or {problem: {what, remedy, saw, usage}}.
# Only what makes judging pointless is a problem here; everything else is for the checks.

include "lib/requests";
include "lib/obstacles";

def request:
  if .step == 1 then get("/models") + {timeout_s: 30}
  else {stream: false, target: .target} | chat({messages: [user("Hello!")], max_tokens: 1}) end;

# The ids of the list, each once.
def listed: [.response.json | objects | .data | arrays | .[] | objects | .id | strings | select(. != "")]
  | to_entries | unique_by(.value) | sort_by(.key) | map(.value);

# What the model list says against going on, when no model was named to go on with.
def no_list:
  if .response.status == 404 then problem("there is no \(url) (404)"; 
    "if the server has no model list, name the model: --model ID" as $name
    | if base | test("[^1]/v1$") then [$name] + url_advice else url_advice + [$name] end)
  elif .response.status != 200 then problem("the model list is answered with status \(.response.status)"; ["the server's log tells why", "to go on without the list, name the model: --model ID"])
  elif (.response.json | type) == "object" and (.response.json | has("error")) then problem("the model list is an error, under status 200"; ["this is usually a missing or wrong key: --api-key-env NAME", "or name the model: --model ID"])
  elif [.response.json | objects | .data | arrays] != [] then problem("the endpoint lists no model"; ["load a model, or name it: --model ID"])
  elif .response.json == null and (.response.json_defects // []) != [] then (.response.json_defects | last) as $defect
    | problem("\(url) is not a model list: it is not JSON (\($defect.kind) at byte \($defect.offset))"; url_advice + ["or name the model: --model ID"])
  else problem("\(url) is not a model list: it has no `data`"; url_advice + ["or name the model: --model ID"]) end;

# What to do about a model that is not served: a name that differs in its case alone is told apart.
def not_served($models; $model):
  ([$models[] | select(ascii_downcase == ($model | ascii_downcase))][0]) as $near
  | (if $near != null and $near != $model then ["the names differ in the case of their letters: it is served as `\($near)`, so use --model \($near)"] else [] end)
    + ["--model takes one of: \($models | join(", "))", "the key under `models` in the agent's configuration must match one of these exactly"];

def unlisted($models; $model): $models != [] and ($models | index([$model]) == null);

def conclude:
  .target.model as $model
  | .transcripts as $all
  | if ($all | length) == 1 then
      $all[0]
      | listed as $models
      | [unreachable, refused_key(null), elsewhere] as $problems
      | if $problems != [] and ($model == null or (.response.status | . != 404 and . != 401 and . != 403)) and .response.status != 404 then $problems[0]
        elif $model then {model: $model, models: $models}
        elif $models == [] then ($problems + [no_list])[0]
        elif ($models | length) == 1 then {model: $models[0], models: $models}
        else {model: null, models: $models} end
    else
      ($all[0] | listed) as $models
      | $all[1]
      | [unreachable, refused_key($all[0]), elsewhere,
         ( select(.response.status == 404 or (.response.status == 400 and unlisted($models; $model) and (error_text | test("model"; "i"))))
           | if (error_text | test("model"; "i")) or unlisted($models; $model)
             then problem("the endpoint does not serve `\($model)`"; not_served($models; $model)) | .problem.usage = ($models != [])
             else problem("there is no \(url) (404)"; url_advice) end ),
         ( select(.response.status >= 400 and .response.status == $all[0].response.status and error_text == ($all[0] | error_text))
           | problem("the endpoint refuses everything, in the same words (\(.response.status))";
               ["what it objects to stands in its message", "a gateway may mean the key: check that it is one of its own"]) )] as $problems
      | if $problems != [] then $problems[0] else {model: $model, models: $models} end
    end;
