module {
  requirement: "A wrong request is answered with a status from 400 to 499.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "must",
  concerns: "protocol",
  expects: "refusal",
  breaks: [
    {program: "Cline 3.0.65, Kilo 7.7.7, OpenCode 1.18.33 (native runtime)", does: "send a request that is answered with 500 again and again", shown: ["cline:multiturn.content-null-rejected", "kilo-serve/all:multiturn.content-null-rejected", "opencode-native-serve/all:multiturn.content-null-rejected"]},
    {program: "AI SDK (openai-compatible)", version: "2.0.92", does: "sends it three times", says: "Failed after 3 attempts", shown: ["aisdk-2-latest/stream:multiturn.content-null-rejected"]},
    {program: "openai-python", version: "3.57.0", does: "sends it three times", says: "Error code: 500", shown: ["openai-python/stream:multiturn.content-null-rejected"]}
  ],
  remedy: ["check-requests-first", "gateway-passes-errors-on", "ask-the-engine-directly"],
  seen: ["vllm-project/vllm#35438", "BerriAI/litellm#25492", "smg-project/smg#2565", "ding113/claude-code-hub#1295"],
  passes: [{case: {expect: {refusal: "must"}}, response: {status: 422, json: {detail: "no"}}},
    {case: {expect: {refusal: "may"}}, response: {status: 200, json: {choices: []}, assembled: {choices: []}}}],
  fails: [{case: {expect: {refusal: "must"}}, response: {status: 500, text: ""}},
    {case: {expect: {refusal: "may"}}, response: {status: 503, json: {error: {message: "bad request"}}}},
    {case: {expect: {refusal: "must"}}, response: {status: 408, json: {error: {message: "messages must not be empty"}}}},
    {case: {expect: {refusal: "must"}}, response: {status: 200, json: {choices: []}, assembled: {choices: []}}},
    {case: {expect: {refusal: "may"}}, response: {status: 200, json: {error: {message: "n"}}, assembled: {error: {message: "n"}, error_at: "error"}}}]
};

include "lib/transcript";
include "lib/errors";

def limited: .response.status == 429 or (.response.status == 503 and header("retry-after") != null);

def applies: when(complete, responded, if .case.expect.refusal then true else "the request is not a wrong one" end,
  if .response.status // 0 | . >= 300 and . < 400 then "the answer is a redirect" else true end,
  if .response.assembled.error and choices != [] then "the answer broke off after its beginning, which is judged" else true end);
def check: .response.status as $status | (error_words | excerpt) as $words
  | ([.response.assembled.error // empty, (.response.json | objects | .error // empty)][0]) as $error
  | (.case.if_refused // {} | objects | {breaks, remedy, seen} | with_entries(select(.value != null))) as $own
  | if says_quota then inconclusive("the quota of the key is used up (\($status)): \($words)")
    elif limited then inconclusive("the endpoint was too busy to answer (\($status)): run again with --jobs 1, or later")
    elif $status >= 500 then
      finding("a wrong request is answered with \($status)" + (if $words == "\"\"" then " and no word of why" else "" end); "the status line"; $words) + $own
      # A gateway answers so where it does not pass on what its backend said.
      + (if $status == 502 or $status == 504 then {remedy: ["gateway-passes-errors-on", "ask-the-engine-directly", "check-requests-first"]} else {} end)
    elif $status == 408 and ($words | test("tim(e|ed).?out"; "i")) then inconclusive("the endpoint did not answer in time (408): \($words)")
    elif $status == 408 or $status == 409 or $status == 425 then
      finding("a wrong request is answered with \($status), which says that it may succeed another time"; "the status line"; $words)
      + {breaks: [{does: "client libraries send it again, three times and more, before they report the error", measured: false}]}
    elif $status >= 400 then true
    elif $error then finding("the error comes under status \($status)"; .response.assembled.error_at // "error"; $error | excerpt)
      + {breaks: [{does: "clients cannot tell a wrong request from a failing server by an error under status 200; some send it again", measured: false}]}
    elif .case.expect.refusal == "must" then finding("a wrong request is answered with \($status), as if it were right"; "the status line"; .response.text // "" | excerpt)
      + {breaks: [{does: "the client does not learn that its request was wrong", measured: false}]}
    else true end;
