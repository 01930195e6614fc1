module {
  requirement:
    "A conversation longer than the context window is refused with a message that names the cause.",
  reference: "https://platform.openai.com/docs/guides/error-codes#api-errors",
  clause:
    "No specification requires this, but agents depend on OpenAI's code `context_length_exceeded`.",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  expects: "too_long",
  yields_to: ["errors/is-client-error", "chat/no-error-under-200", "http/does-not-redirect"],
  breaks: [
    {program: "OpenCode and Kilo",
      does: "shorten a conversation only if the error message mentions the context",
      measured: false},
    {does:
        "if the beginning is truncated instead, instructions and tools are lost without an error",
      measured: false}
  ],
  remedy: ["name-the-window", "raise-context"],
  seen: [
    "ollama/ollama#17889", "ollama/ollama#18107", "vaadin/flow-components#9195",
    "BerriAI/litellm#25492"
  ],
  passes: [
    {case: {expect: {too_long: true}},
      response: {status: 400,
        json: {error: {message: "This model's maximum context length is 4096 tokens.",
          code: null}}}},
    {case: {expect: {too_long: true}}, response: {status: 413, text: ""}},
    {case: {expect: {too_long: true}},
      response: {status: 400, json: {error: {message: "no", code: "context_length_exceeded"}}}}
  ],
  fails: [
    {case: {expect: {too_long: true}},
      response: {status: 400, json: {error: {message: "Bad request"}}}},
    {case: {expect: {too_long: true}},
      response: {status: 200, json: {}, assembled: {choices: [], usage: {prompt_tokens: 2048}}}}
  ]
};

include "lib/transcript";
include "lib/errors";

def known: "context|too[ _]long|too[ _]large|too many tokens"
  + "|(token|length|prompt|input).*(limit|exceed|maximum)"
  + "|(maximum|exceed).*(token|length|prompt|input)|reduce the length";

def error_objects:
  [.response.assembled.error // empty, (.response.json | objects | .error // empty)];

def names_the_cause($words):
  ($words | test(known; "i"))
  or any(.response.json | objects | .error | objects | .code, .type;
    tostring | test("context|too_long"; "i"));

def applies: when(
  complete,
  responded,
  unless(.response.status == 429 or .response.status == 503; "the endpoint is too busy"));

def check:
  (error_words | excerpt) as $words
  | if .response.status == 413 then true
    elif .response.status >= 400 or error_objects != [] then
      expect(names_the_cause($words);
        finding("the refusal (\(.response.status)) does not say that the prompt is too long";
          "error.message"; $words))
    else
      ([.response.assembled.usage | objects | .prompt_tokens | numbers][0]
        // "an unknown number of") as $counted
      | finding("a prompt longer than the window in the model list was accepted, "
            + "and \($counted) tokens of it were counted";
          "usage.prompt_tokens"; $counted | tostring)
    end;
