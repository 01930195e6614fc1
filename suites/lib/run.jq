# Functions for checks over the run. The input is {transcripts: [...]}, or a transcript if the
# comment says so.

include "lib/transcript";
include "lib/errors";

# The transcripts in the order in which their requests were sent.
def in_order: sort_by(.timing.started_ms? // 0);

# Of a transcript: its case without the mode.
def family: .case.id? // "" | rtrimstr(".stream");

# Of a transcript: its request is meant to be rejected.
def provokes: (.case.expect? | objects | .refusal != null or .denied == true) // false;

# Of a transcript: the texts of a request, regardless of how they are split into parts.
def plainly:
  if type == "array" then
    [.[] | if type == "object" and .type? == "text" then .text else . end]
    | if all(.[]; type == "string") then join("\n") else . end
  elif . == "" then null
  else . end;

# Of a transcript: the parts of the request that the answer depends on, in both modes. A cache may
# answer equal requests with the same answer.
def question:
  asked
  | {
      messages: [.messages[]? | if type == "object" then .content |= plainly else . end], tools,
      tool_choice, response_format, n, stop, limit: (.max_completion_tokens // .max_tokens)
    }
  | .tools |= (if . == [] then null else . end);

# Of a transcript: the output of the model, without ids that the server creates.
def said: [
  choices[]
  | {
      content: (.content | if . == "" then null else . end),
      reasoning: (.reasoning | if . == "" then null else . end), finish_reason,
      calls: [.tool_calls // [] | .[] | {name, arguments}]
    }
];

# The checks that evaluate the content of an answer, not its format: a cause that replaces complete
# answers explains their failures.
def checks_of_words: [
  "chat/choices-asked-for", "chat/keeps-angle-brackets", "chat/logprobs-asked-for",
  "chat/not-recoded", "chat/repeats-the-text", "chat/says-something", "concurrency/own-answer",
  "concurrency/own-id", "finish/as-expected", "finish/calls-mean-tool-calls",
  "finish/cut-call-says-length", "finish/fits-the-budget", "finish/stop-strings",
  "integrity/calls-come-unchanged", "integrity/no-hidden-prompt", "parity/keeps-signatures",
  "parity/same-calls", "parity/same-fields", "parity/same-finish", "parity/same-text",
  "reasoning/can-be-turned-off", "reasoning/leaves-an-answer", "reasoning/one-text",
  "reasoning/stop-spares-the-answer", "relations/changes-nothing", "structured/ends",
  "structured/fits-the-format", "tools/arguments-are-json", "tools/arguments-fit-the-schema",
  "tools/exact-arguments", "tools/expected-arguments", "tools/expected-calls", "tools/keeps-digits",
  "tools/keeps-tags", "tools/keeps-texts", "tools/keeps-white-space", "tools/known-function",
  "tools/new-ids", "tools/no-call-markup", "tools/not-in-content", "tools/not-recoded",
  "tools/obeys-the-choice", "tools/one-call-when-asked", "tools/unique-ids",
  "tools/words-before-calls", "turns/counts-the-reasoning", "turns/matches-results-by-id",
  "turns/reads-it-all", "turns/uses-the-result", "usage/adds-up", "usage/counts-the-answer",
  "usage/keeps-the-head", "usage/prompt-is-whole", "usage/within-the-limit"
];
