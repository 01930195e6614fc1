module {
  requirement: "An endpoint that was given a key asks for it.",
  reference: "https://platform.openai.com/docs/api-reference/authentication",
  level: "may",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "everybody who can reach the endpoint can use it", measured: false}],
  remedy: ["require-a-key"],
  passes: [{transcripts: [{case: {expect: {denied: true}}, response: {status: 401, json: {error: {message: "no"}}}}]},
    {transcripts: [{case: {expect: {denied: true}}, response: {status: 401, json: {error: {message: "no"}}}}, {case: {expect: {denied: true}}, response: {status: 200, json: {}, assembled: {choices: [{index: 0}]}}}]},
    {transcripts: [{case: {expect: {denied: true}}, response: {status: 500, text: ""}}]}],
  fails: [{transcripts: [{case: {id: "errors/no-key", expect: {denied: true}}, response: {status: 200, json: {}, assembled: {choices: [{index: 0}]}}}, {case: {expect: {denied: true}}, response: {status: 200, json: {}, assembled: {choices: [{index: 0}]}}}]}]
};

include "lib/transcript";
include "lib/keys";

def applies: if denied == [] then "no request was sent with a wrong key, or with none" else true end;
# Where some are refused the endpoint is no open one: asks-everywhere judges that.
def check: denied as $all | expect(any($all[]; taken | not); finding("the endpoint takes any key, or none"; $all[0].case.id // "the run"; [$all[].response.status | tostring] | unique | join(", ")));
