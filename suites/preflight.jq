# Finds out whether there is an endpoint that can be tested, and which model it serves.
#
# `request` outputs the request of step 1, the model list, and of step 2, a minimal chat. `conclude`
# outputs the result after each step: {model, models} to continue, or {problem: {what, remedy, saw,
# usage}}. A problem is only what makes testing pointless; the checks report everything else.

include "lib/requests";
include "lib/obstacles";
import "lib/transcript" as transcript;

def request:
  if .step == 1 then get("/models") + {timeout_s: 30}
  else {stream: false, target: .target} | chat({messages: [user("Hello!")], max_tokens: 1}) end;

# The ids of the model list, without duplicates.
def listed:
  [.response.json | objects | .data | arrays | .[] | objects | .id | strings | select(. != "")]
  | to_entries | unique_by(.value) | sort_by(.key) | map(.value);

# The problem of an unusable model list, if no model was named.
def no_list:
  if .response.status == 404 then
    problem("there is no \(url) (404)";
      "if the server has no model list, name the model: --model ID" as $name
      | if base | test("[^1]/v1$") then [$name] + url_advice else url_advice + [$name] end)
  elif .response.status != 200 then
    problem("the model list has status \(.response.status)";
      [
        "see the log of the server for the reason",
        "to continue without the list, name the model: --model ID"
      ])
  elif (.response.json | type) == "object" and (.response.json | has("error")) then
    problem("the model list is an error with status 200";
      ["the key is probably missing or wrong: --api-key-env NAME", "or name the model: --model ID"])
  elif [.response.json | objects | .data | arrays] != [] then
    problem("the endpoint lists no model"; ["load a model, or name it: --model ID"])
  elif .response.json == null and (.response.json_defects // []) != [] then
    (.response.json_defects | last) as $defect
    | problem(
        "\(url) is not a model list: it is not JSON (\($defect | transcript::defect_text))";
        url_advice + ["or name the model: --model ID"])
  else
    problem("\(url) is not a model list: it has no `data`";
      url_advice + ["or name the model: --model ID"])
  end;

# Remedies for a model that is not served; a name that differs in case alone is reported separately.
def not_served($models; $model):
  ([$models[] | select(ascii_downcase == ($model | ascii_downcase))][0]) as $near
  | ( if $near != null and $near != $model then
          [
            "the name differs in upper and lower case: the model is served as `\($near)`, so use "
              + "--model \($near)"
          ]
        else [] end )
      + [
          "--model must be one of: \($models | join(", "))",
          "the key under `models` in the agent's configuration must match one of these exactly"
        ];

def unlisted($models; $model): $models != [] and ($models | index([$model]) == null);

def conclude:
  .target.model as $model
  | .transcripts as $all
  | if ($all | length) == 1 then
      $all[0]
      | listed as $models
      | [unreachable, refused_key(null), elsewhere] as $problems
      | if $problems != []
            and ($model == null or (.response.status | . != 404 and . != 401 and . != 403))
            and .response.status != 404
        then
          $problems[0]
        elif $model then {model: $model, models: $models}
        elif $models == [] then ($problems + [no_list])[0]
        elif ($models | length) == 1 then {model: $models[0], models: $models}
        else {model: null, models: $models} end
    else
      ($all[0] | listed) as $models
      | $all[1]
      | [
          unreachable, refused_key($all[0]), elsewhere,
          ( select(
              .response.status == 404
                or ( .response.status == 400
                      and unlisted($models; $model)
                      and (error_text | test("model"; "i")) ))
            | if (error_text | test("model"; "i")) or unlisted($models; $model) then
                problem("the endpoint does not serve `\($model)`"; not_served($models; $model))
                | .problem.usage = ($models != [])
              else problem("there is no \(url) (404)"; url_advice) end ),
          ( select(
              .response.status >= 400
                and .response.status == $all[0].response.status
                and error_text == ($all[0] | error_text))
            | problem(
                "the endpoint refuses all requests with the same message (\(.response.status))";
                [
                  "see its message for the reason",
                  "a gateway may mean the key: check that the gateway issued it"
                ]) )
        ] as $problems
      | if $problems != [] then $problems[0] else {model: $model, models: $models} end
    end;
