module {
  requirement: "The same request, byte for byte, is not accepted once and refused another time.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  level: "must",
  concerns: "protocol",
  over: "case",
  breaks: [{does: "agents do not repeat a request that was refused as wrong: the session ends", measured: false},
    {program: "go-openai", version: "1.43.0", does: "ends with the error, where one request in five gets 500", shown: ["go-openai/stream:err.500-sometimes"]},
    {program: "spring-ai", version: "1.1.2", does: "ends with the error, where one request in five gets 500", shown: ["spring-ai/stream:err.500-sometimes"]}],
  remedy: ["do-not-blame-the-client"],
  seen: ["vllm-project/vllm#51977", "vllm-project/vllm#57099", "vllm-project/vllm#46464", "sgl-project/sglang#35299"],
  passes: [{transcripts: [{trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 200}}, {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 200}}]},
    {transcripts: [{trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 200}}, {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 429}}, {trial: 3, request: {url: "/a", body: {x: 1}}, response: {status: 200}}]},
    {transcripts: [{trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 400}}, {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 422}}]}],
  fails: [{transcripts: [{trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 200}}, {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 400, json: {error: {message: "unexpected tokens"}}}}]},
    {transcripts: [{trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 500}}, {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 200}}]}]
};

include "lib/transcript";
include "lib/errors";

# Requests that are alike, each group with the answers; a busy endpoint, or a gateway without its backend, says nothing of the request.
def judged: .response.status | numbers | . != 429 and . < 502;
def groups: [.transcripts[] | select(judged)] | group_by([.request.url, .request.body, .request.text]) | .[] | select(length > 1);

def applies: if [groups] == [] then "no request was sent twice" else true end;
def check: [groups | . as $group | map(select(.response.status >= 400)) | select(. != [] and length < ($group | length)) | sort_by(.trial) as $refused
    | $refused[0] | finding("\($refused | length) of \($group | length) requests that are alike are refused (\([$refused[].response.status | tostring] | unique | join(", "))), and the others are answered";
        "trial \(.trial)"; error_words | excerpt)]
  | if . == [] then true else .[] end;
