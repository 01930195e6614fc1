module {
  requirement: "A CORS preflight request needs no API key.",
  reference: "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
  clause: "Fetch Standard, CORS-preflight fetch: the OPTIONS request carries no credentials",
  level: "may",
  impact: "stop",
  concerns: "transport",
  expects: "browser",
  breaks: [
    {does:
      "agents in a browser, as in Obsidian and VS Code for the web, show a failed fetch, no reason",
      measured: false}
  ],
  remedy: ["answer-preflights-first"],
  seen: ["decolua/9router PR#3659", "ggml-org/llama.cpp#6544"],
  passes: [
    {case: {expect: {browser: true}}, response: {status: 204}},
    {case: {expect: {browser: true}}, response: {status: 405}},
    {case: {expect: {browser: true}}, response: {status: 403, text: "Invalid CORS request"}}
  ],
  fails: [
    {case: {expect: {browser: true}}, response: {status: 401, json: {error: {message: "no key"}}}}
  ]
};

include "lib/transcript";
include "lib/errors";

# An endpoint that is not for pages of other sites may refuse them in any other way.
def applies: when(complete, responded);

def check: expect(.response.status != 401;
  finding("OPTIONS without a key is refused (\(.response.status))"; "the status line";
    error_words | excerpt));
