module {
  requirement: "A tool call that works at the start of a run still works at its end.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  clause:
    "No specification requires this, but agents need a server that keeps working while it runs.",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  expects: "aged",
  breaks: [
    {does: "agents work for a while, then make no tool calls until the server is restarted",
      measured: false}
  ],
  remedy: ["restart-and-update"],
  seen: ["vllm-project/vllm#35800"],
  passes: [
    {transcripts: [
      {case: {id: "four-step/tool-call"},
        response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
      {case: {id: "four-step/tool-call.stream"},
        response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
      {case: {id: "rare/the-first-call-again", expect: {aged: true}},
        response: {assembled: {choices: [{content: "No."}]}}},
      {case: {id: "rare/the-first-call-again", expect: {aged: true}},
        response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
      {case: {id: "rare/the-first-call-again", expect: {aged: true}},
        response: {assembled: {choices: [{content: "No."}]}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "four-step/tool-call"},
        response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
      {case: {id: "four-step/tool-call.stream"},
        response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
      {case: {id: "rare/the-first-call-again", expect: {aged: true}},
        response: {assembled: {choices: [{content: "No."}]}}},
      {case: {id: "rare/the-first-call-again", expect: {aged: true}}, response: {status: 500}},
      {case: {id: "rare/the-first-call-again", expect: {aged: true}},
        response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: null}]}]}}}
    ]}
  ]
};

include "lib/transcript";
include "lib/refusals";

def calls_soundly:
  answered == true and calls != []
  and all(calls[]; .name == "get_weather" and (.parsed | type) == "object");
def arrived: complete == true and (.response.status // 200 | . != 429 and . != 503);

# The same question at the start and at the end of the run.
def early: [ .transcripts[]
  | select((.case.id // "" | test("^four-step/(tool-call|arguments)")) and arrived) ];
def late: [.transcripts[] | select(.case.expect.aged? == true and arrived)];

def applies: when(
  unless(gone != []; "the server stopped responding during the run"),
  unless((early | length) < 2 or (late | length) < 3; "the call was not requested often enough"),
  only_if(all(early[]; calls_soundly); "the call did not always work at the start"));

def check:
  late
  | length as $times
  | . as $last
  | expect(any(.[]; calls_soundly);
      $last[-1]
      | finding("a tool call that worked at the start of the run failed at its end, "
            + "in \($times) of \($times) attempts";
          .case.id;
          (.response.assembled.choices[0]?.content // .response.status) | excerpt));
