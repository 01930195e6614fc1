module {
  requirement:
    "An endpoint that requires an API key requires it for every request and accepts no other key.",
  reference: "https://platform.openai.com/docs/api-reference/authentication",
  clause: "API Reference, Authentication: `Authorization: Bearer OPENAI_API_KEY`",
  level: "must",
  impact: "loss",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does:
        "the endpoint is open to anyone, although its operator believes that it is protected",
      measured: false}
  ],
  remedy: ["check-the-whole-key", "require-a-key"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {expect: {denied: true}}, response: {status: 401, json: {error: {message: "no"}}}},
      {case: {expect: {denied: true}}, response: {status: 403, text: "no"}}
    ]},
    {transcripts: [
      {case: {expect: {denied: true}}, response: {status: 200, assembled: {choices: [{index: 0}]}}},
      {case: {expect: {denied: true}}, response: {status: 200, assembled: {choices: [{index: 0}]}}}
    ]},
    {transcripts: [
      {case: {expect: {denied: true}}, response: {status: 200, assembled: {choices: [{index: 0}]}}},
      {case: {expect: {denied: true}}, response: {status: 502, text: "no"}}
    ]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "errors/no-key.stream", title: "No key", expect: {denied: true}},
        request: {body: {stream: true}},
        response: {status: 200, assembled: {choices: [{index: 0}]}}},
      {case: {id: "errors/wrong-key", title: "A wrong key", expect: {denied: true}},
        response: {status: 401, json: {error: {message: "no"}}}}
    ]}
  ]
};

include "lib/transcript";
include "lib/keys";

def refused: .response.status == 401 or .response.status == 403;

def keys_sent: [.[] | key_sent] | unique | join(" or with ");

def applies: unless(denied | length < 2;
  "fewer than two requests with a wrong key or no key got a response");

def check:
  denied as $all
  | [$all[] | select(taken)] as $taken
  | [$all[] | select(refused)] as $refused
  | expect($taken == [] or $refused == [];
      finding("a request with \($taken | keys_sent) is accepted, "
          + "and a request with \($refused | keys_sent) is refused "
          + "(\($refused[0].response.status))";
        "\($taken[0].case.id), the status line";
        $taken[0].response.status | tostring));
