module {
  requirement: "A compressed request is decoded, or refused because of its content coding.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-8.4",
  clause: "RFC 9110, section 8.4: 415 for a content coding that is not acceptable",
  level: "should",
  impact: "stop",
  concerns: "transport",
  expects: "coded",
  yields_to: ["http/does-not-redirect"],
  breaks: [
    {program: "Codex",
      does: "sends compressed requests, and the error says that its JSON is invalid",
      measured: false}
  ],
  remedy: ["refuse-with-415"],
  seen: ["QuantumNous/new-api#4913", "SaladDay/cc-switch-cli#469", "earendil-works/pi#8517"],
  passes: [
    {case: {expect: {coded: true}}, response: {status: 200, assembled: {choices: []}}},
    {case: {expect: {coded: true}}, response: {status: 415, text: ""}},
    {case: {expect: {coded: true}},
      response: {status: 400, json: {error: {message: "Content-Encoding zstd is not supported"}}}}
  ],
  fails: [
    {case: {expect: {coded: true}},
      response: {status: 400, json: {error: {message: "We could not parse the JSON body"}}}},
    {case: {expect: {coded: true}}, response: {status: 500, text: ""}}
  ]
};

include "lib/transcript";
include "lib/errors";

def names_coding: tostring | test("encoding|coding|compress|zstd|media type"; "i");

def applies: when(complete, responded,
  unless(.response.status == 429 or .response.status == 503; "the endpoint is too busy"),
  unless(.response.status == 401 or .response.status == 403; "the key is refused"));

def check: .response.status as $status
  | error_words as $words
  | ($status >= 400 and $status < 500 and ($words | names_coding)) as $named
  | expect($status < 300 or $status == 415 or $named;
      finding("a request compressed with Zstandard is answered with \($status), "
            + "and the error does not mention the coding";
          "the status line"; $words | excerpt));
