module {
  requirement: "An endpoint that is tested with an API key refuses requests without a valid key.",
  reference: "https://platform.openai.com/docs/api-reference/authentication",
  clause: "API Reference, Authentication: `Authorization: Bearer OPENAI_API_KEY`",
  level: "may",
  impact: "loss",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "anyone who can reach the endpoint can use it", measured: false}],
  remedy: ["require-a-key"],
  passes: [
    {transcripts: [{case: {expect: {denied: true}},
      response: {status: 401, json: {error: {message: "no"}}}}]},
    {transcripts: [
      {case: {expect: {denied: true}}, response: {status: 401, json: {error: {message: "no"}}}},
      {case: {expect: {denied: true}},
        response: {status: 200, json: {}, assembled: {choices: [{index: 0}]}}}
    ]},
    {transcripts: [{case: {expect: {denied: true}}, response: {status: 500, text: ""}}]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "errors/no-key", expect: {denied: true}},
        response: {status: 200, json: {}, assembled: {choices: [{index: 0}]}}},
      {case: {expect: {denied: true}},
        response: {status: 200, json: {}, assembled: {choices: [{index: 0}]}}}
    ]}
  ]
};

include "lib/transcript";
include "lib/keys";

def applies: unless(denied == []; "no request with a wrong key or no key got a response");

# If only some requests are accepted, the endpoint is not open: auth/asks-everywhere judges that.
def check:
  denied as $all
  | expect(any($all[]; taken | not);
      finding("the endpoint accepts any API key, and requests without a key";
        $all[0].case.id // "the run";
        [$all[].response.status | tostring] | unique | join(", ")));
