module {
  requirement: "A conversation longer than the context window is refused in words that name the window.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "should",
  concerns: "protocol",
  expects: "too_long",
  breaks: [
    {program: "OpenCode and Kilo", does: "shorten a conversation only where the words of the error name the context", measured: false},
    {does: "where the beginning is cut away instead, the instructions and the tools are lost without an error", measured: false}
  ],
  remedy: ["name-the-window", "raise-context"],
  seen: ["ollama/ollama#17889", "ollama/ollama#18107", "vaadin/flow-components#9195", "BerriAI/litellm#25492"],
  passes: [{case: {expect: {too_long: true}}, response: {status: 400, json: {error: {message: "This model's maximum context length is 4096 tokens.", code: null}}}},
    {case: {expect: {too_long: true}}, response: {status: 413, text: ""}},
    {case: {expect: {too_long: true}}, response: {status: 400, json: {error: {message: "no", code: "context_length_exceeded"}}}}],
  fails: [{case: {expect: {too_long: true}}, response: {status: 400, json: {error: {message: "Bad request"}}}},
    {case: {expect: {too_long: true}}, response: {status: 200, json: {}, assembled: {choices: [], usage: {prompt_tokens: 2048}}}}]
};

include "lib/transcript";
include "lib/errors";

def known: "context|too[ _]long|too[ _]large|too many tokens|(token|length|prompt|input).*(limit|exceed|maximum)|(maximum|exceed).*(token|length|prompt|input)|reduce the length";
def applies: when(complete, responded, if .response.status >= 500 then "the status is judged" else true end,
  if .response.status >= 300 and .response.status < 400 then "the answer is a redirect" else true end,
  if .response.status == 429 then "the endpoint is too busy" else true end,
  if .response.status < 300 and [.response.assembled.error // empty, (.response.json | objects | .error // empty)] != [] then "the status is judged" else true end);
def check: (error_words | excerpt) as $words
  | if .response.status == 413 then true
    elif .response.status >= 400 then expect(($words | test(known; "i")) or any(.response.json | objects | .error | objects | .code, .type; tostring | test("context|too_long"; "i"));
      finding("the refusal (\(.response.status)) does not say that the prompt is too long"; "error.message"; $words))
    else ([.response.assembled.usage | objects | .prompt_tokens | numbers][0] // "an unknown number of") as $counted
      | finding("a prompt longer than the window that the model list names was accepted, \($counted) tokens of it counted";
          "usage.prompt_tokens"; $counted | tostring) end;
