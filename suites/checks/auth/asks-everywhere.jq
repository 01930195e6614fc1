module {
  requirement: "An endpoint that asks for a key asks for it everywhere, and takes no other.",
  reference: "https://platform.openai.com/docs/api-reference/authentication",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "everybody who finds the gap can use the endpoint, and its owner believes it to be closed", measured: false}],
  remedy: ["check-the-whole-key", "require-a-key"],
  seen: [],
  passes: [{transcripts: [{case: {expect: {denied: true}}, response: {status: 401, json: {error: {message: "no"}}}}, {case: {expect: {denied: true}}, response: {status: 403, text: "no"}}]},
    {transcripts: [{case: {expect: {denied: true}}, response: {status: 200, assembled: {choices: [{index: 0}]}}}, {case: {expect: {denied: true}}, response: {status: 200, assembled: {choices: [{index: 0}]}}}]},
    {transcripts: [{case: {expect: {denied: true}}, response: {status: 200, assembled: {choices: [{index: 0}]}}}, {case: {expect: {denied: true}}, response: {status: 502, text: "no"}}]}],
  fails: [{transcripts: [{case: {id: "errors/no-key.stream", title: "No key", expect: {denied: true}}, request: {body: {stream: true}}, response: {status: 200, assembled: {choices: [{index: 0}]}}},
      {case: {id: "errors/wrong-key", title: "A wrong key", expect: {denied: true}}, response: {status: 401, json: {error: {message: "no"}}}}]}]
};

include "lib/transcript";
include "lib/keys";

def refused: .response.status == 401 or .response.status == 403;

def applies: if denied | length < 2 then "fewer than two requests were sent with a wrong key, or with none" else true end;
def check: denied as $all | [$all[] | select(taken)] as $taken | [$all[] | select(refused)] as $refused
  | expect($taken == [] or $refused == [];
      finding("a request with \([$taken[] | key_sent] | unique | join(" or with ")) is answered, and one with \([$refused[] | key_sent] | unique | join(" or with ")) is refused (\($refused[0].response.status))"; "\($taken[0].case.id), the status line"; $taken[0].response.status | tostring));
