module {
  requirement:
    "The same request, byte for byte, is not accepted one time and refused another time.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  clause: "RFC 9110, section 15.5: a 4xx status means that \"the client seems to have erred\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "case",
  breaks: [
    {does: "agents do not retry a request that was refused as invalid: the session ends",
      measured: false},
    {program: "go-openai", version: "1.43.0",
      does: "ends with the error if one request in five gets 500",
      shown: ["go-openai/stream:err.500-sometimes"]},
    {program: "spring-ai", version: "1.1.2",
      does: "ends with the error if one request in five gets 500",
      shown: ["spring-ai/stream:err.500-sometimes"]}
  ],
  remedy: ["do-not-blame-the-client"],
  seen: [
    "vllm-project/vllm#51977", "vllm-project/vllm#57099", "vllm-project/vllm#46464",
    "sgl-project/sglang#35299"
  ],
  passes: [
    {transcripts: [
      {trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 200}},
      {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 200}}
    ]},
    {transcripts: [
      {trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 200}},
      {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 429}},
      {trial: 3, request: {url: "/a", body: {x: 1}}, response: {status: 200}}
    ]},
    {transcripts: [
      {trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 400}},
      {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 422}}
    ]}
  ],
  fails: [
    {transcripts: [
      {trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 200}},
      {trial: 2, request: {url: "/a", body: {x: 1}},
        response: {status: 400, json: {error: {message: "unexpected tokens"}}}}
    ]},
    {transcripts: [
      {trial: 1, request: {url: "/a", body: {x: 1}}, response: {status: 500}},
      {trial: 2, request: {url: "/a", body: {x: 1}}, response: {status: 200}}
    ]}
  ]
};

include "lib/transcript";
include "lib/errors";

# A busy endpoint, or a gateway without its backend, does not judge the request.
def judged: .response.status | numbers | . != 429 and . < 502;

# Transcripts of identical requests.
def groups:
  [.transcripts[] | select(judged)]
  | group_by([.request.url, .request.body, .request.text])
  | .[]
  | select(length > 1);

def applies: unless([groups] == []; "no request was sent twice");

def check:
  [ groups
    | . as $group
    | map(select(.response.status >= 400))
    | select(. != [] and length < ($group | length))
    | sort_by(.trial) as $refused
    | ([$refused[].response.status | tostring] | unique | join(", ")) as $statuses
    | $refused[0]
    | finding("\($refused | length) of \($group | length) identical requests are refused "
          + "(\($statuses)), and the others are answered";
        "trial \(.trial)"; error_words | excerpt) ]
  | if . == [] then true else .[] end;
