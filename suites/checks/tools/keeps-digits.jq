module {
  requirement:
    "Numbers in arguments keep their digits: integers of up to 64 bits, decimals, exponents.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-6",
  clause: "RFC 8259, section 6: Numbers. Clients pass `function.arguments` to tools unchanged.",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  expects: "digits",
  breaks: [
    {program: "50 of 50 clients",
     does: "run the tool with the altered number, and report no error",
     shown: ["openai-python/stream:args.decimal-mangled",
       "aisdk-2.0.41/stream:args.decimal-mangled", "langchain/stream:args.decimal-mangled"]},
    {does:
       "an id of more than 53 bits names another message or file, which is then changed or deleted",
     measured: false}],
  remedy: ["pass-numbers-as-text"],
  seen: ["vllm-project/vllm#55743", "vllm-project/vllm#42047", "earendil-works/pi#8943",
    "NousResearch/hermes-agent#55314", "google/adk-python#3592"],
  passes: [
    {case: {expect: {digits: {a: "1234567890123456789", b: "108.2", c: "1e-7"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", at: "event 3",
          arguments: "{\"c\" : 1.0E-07, \"b\":108.20,\"a\":\n1234567890123456789}",
          parsed: {a: 1, b: 108.2, c: 1e-7}}]}]}}},
    {case: {expect: {digits: {c: "1e-7"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", at: "event 3", arguments: "{\"c\": 0.0000001}",
          parsed: {c: 1e-7}}]}]}}},
    {case: {expect: {digits: {a: "1234567890123456789"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", at: "event 3", arguments: "{\"a\": 123456789}",
          parsed: {a: 123456789}}]}]}}}],
  fails: [
    {case: {expect: {digits: {a: "1234567890123456789"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", at: "event 3", arguments: "{\"a\": 1234567890123456800}",
          parsed: {a: 1}}]}]}}},
    {case: {expect: {digits: {a: "1234567890123456789"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", at: "event 3", arguments: "{\"a\": 1.2345678901234568e+18}",
          parsed: {a: 1}}]}]}}},
    {case: {expect: {digits: {b: "108.2"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", at: "event 3", arguments: "{\"b\": 108.02}",
          parsed: {b: 108.02}}]}]}}},
    {case: {expect: {digits: {c: "1e-7"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", at: "event 3", arguments: "{\"c\": 1.0}", parsed: {c: 1}}]}]}}}]
};

include "lib/transcript";
include "lib/parsing";

def applies: when(answered, called,
  unless([due_numbers] == []; "no number of that name is in the arguments"));

def check: [mangled_numbers]
  | expect(. == []; .[]
      | finding("the argument `\(.key)` is \(.came), expected \(.due): \(.how)"; where; .came));
