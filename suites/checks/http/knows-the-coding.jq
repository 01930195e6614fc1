module {
  requirement: "A compressed request is read, or refused for its coding.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-8.4",
  level: "should",
  concerns: "transport",
  expects: "coded",
  breaks: [{program: "Codex", does: "sends compressed requests, and is told that its JSON is broken", measured: false}],
  remedy: ["refuse-with-415"],
  seen: ["QuantumNous/new-api#4913", "SaladDay/cc-switch-cli#469", "earendil-works/pi#8517"],
  passes: [{case: {expect: {coded: true}}, response: {status: 200, assembled: {choices: []}}},
    {case: {expect: {coded: true}}, response: {status: 415, text: ""}},
    {case: {expect: {coded: true}}, response: {status: 400, json: {error: {message: "Content-Encoding zstd is not supported"}}}}],
  fails: [{case: {expect: {coded: true}}, response: {status: 400, json: {error: {message: "We could not parse the JSON body"}}}},
    {case: {expect: {coded: true}}, response: {status: 500, text: ""}}]
};

include "lib/transcript";
include "lib/errors";

def names_it: tostring | test("encoding|coding|compress|zstd|media type"; "i");

def applies: when(complete, responded, if .response.status == 429 or .response.status == 503 then "the endpoint is too busy" else true end,
  if .response.status >= 300 and .response.status < 400 then "the answer is a redirect" else true end,
  if .response.status == 401 or .response.status == 403 then "the key is refused" else true end);
def check: error_words as $words | (.response.status >= 400 and .response.status < 500 and ($words | names_it)) as $named
  | expect(.response.status < 300 or .response.status == 415 or $named;
      finding("a request compressed with Zstandard is answered with \(.response.status), and no word of its coding"; "the status line"; $words | excerpt));
