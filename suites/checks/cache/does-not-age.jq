module {
  requirement: "What works at the start of a run works at its end.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "protocol",
  over: "run",
  expects: "aged",
  breaks: [{does: "work for a while, then stop calling tools, until the server is started anew", measured: false}],
  remedy: ["restart-and-update"],
  seen: ["vllm-project/vllm#35800"],
  passes: [{transcripts: [{case: {id: "four-step/tool-call"}, response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
    {case: {id: "four-step/tool-call.stream"}, response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
    {case: {id: "rare/the-first-call-again", expect: {aged: true}}, response: {assembled: {choices: [{content: "No."}]}}},
    {case: {id: "rare/the-first-call-again", expect: {aged: true}}, response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
    {case: {id: "rare/the-first-call-again", expect: {aged: true}}, response: {assembled: {choices: [{content: "No."}]}}}]}],
  fails: [{transcripts: [{case: {id: "four-step/tool-call"}, response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
    {case: {id: "four-step/tool-call.stream"}, response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: {}}]}]}}},
    {case: {id: "rare/the-first-call-again", expect: {aged: true}}, response: {assembled: {choices: [{content: "No."}]}}},
    {case: {id: "rare/the-first-call-again", expect: {aged: true}}, response: {status: 500}},
    {case: {id: "rare/the-first-call-again", expect: {aged: true}}, response: {assembled: {choices: [{tool_calls: [{name: "get_weather", parsed: null}]}]}}}]}]
};

include "lib/transcript";
include "lib/refusals";

def calls_soundly: answered == true and calls != [] and all(calls[]; .name == "get_weather" and (.parsed | type) == "object");
def came: complete == true and (.response.status // 200 | . != 429 and . != 503);

# The same question, asked first and asked last.
def first: [.transcripts[] | select((.case.id // "" | test("^four-step/(tool-call|arguments)")) and came)];
def again: [.transcripts[] | select(.case.expect.aged? == true and came)];

def applies: when(if gone != [] then "the server is gone from some request on" else true end,
  if (first | length) < 2 or (again | length) < 3 then "it was not asked often enough" else true end,
  if all(first[]; calls_soundly) then true else "it did not always work at the start either" end);
def check: again | length as $times | . as $last
  | expect(any(.[]; calls_soundly); $last[-1] | finding("a call that came at the start of the run does not come at its end, in \($times) of \($times) attempts"; .case.id;
      (.response.assembled.choices[0]?.content // .response.status) | excerpt));
