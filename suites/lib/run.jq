# Words for checks over the run. The input is {transcripts: [...]}, or one of them where it says so.

include "lib/transcript";
include "lib/errors";

# The transcripts in the order in which their requests were sent.
def in_order: sort_by(.timing.started_ms? // 0);

# Of a transcript: its case without the mode, and whether it was sent to be refused.
def family: .case.id? // "" | rtrimstr(".stream");
def provokes: (.case.expect? | objects | .refusal != null or .denied == true) // false;

# Of a transcript: the texts that a request sends, however its parts are put together.
def plainly: if type == "array" then [.[] | if type == "object" and .type? == "text" then .text else . end]
    | if all(.[]; type == "string") then join("\n") else . end
  elif . == "" then null else . end;

# Of a transcript: what an answer depends on, whatever its mode: with equal questions a cache may answer again.
def question: asked
  | {messages: [.messages[]? | if type == "object" then .content |= plainly else . end], tools, tool_choice, response_format, n, stop,
      limit: (.max_completion_tokens // .max_tokens)} | .tools |= (if . == [] then null else . end);

# Of a transcript: what the model said, without names that the server makes up.
def said: [choices[] | {content: (.content | if . == "" then null else . end), reasoning: (.reasoning | if . == "" then null else . end), finish_reason,
  calls: [.tool_calls // [] | .[] | {name, arguments}]}];

# The checks that judge what an answer says, and not how it is written: a cause that replaces whole answers explains these.
def checks_of_words: [
  "chat/choices-asked-for", "chat/keeps-angle-brackets", "chat/logprobs-asked-for", "chat/not-recoded", "chat/repeats-the-text", "chat/says-something",
  "concurrency/own-answer", "concurrency/own-id", "finish/as-expected", "finish/calls-mean-tool-calls", "finish/cut-call-says-length", "finish/fits-the-budget",
  "finish/stop-strings", "integrity/calls-come-unchanged", "integrity/no-hidden-prompt", "parity/keeps-signatures", "parity/same-calls", "parity/same-fields",
  "parity/same-finish", "parity/same-text", "reasoning/can-be-turned-off", "reasoning/leaves-an-answer", "reasoning/one-text", "reasoning/stop-spares-the-answer",
  "relations/changes-nothing", "structured/ends", "structured/fits-the-format", "tools/arguments-are-json", "tools/arguments-fit-the-schema", "tools/exact-arguments",
  "tools/expected-arguments", "tools/expected-calls", "tools/keeps-digits", "tools/keeps-tags", "tools/keeps-texts", "tools/keeps-white-space", "tools/known-function",
  "tools/new-ids", "tools/no-call-markup", "tools/not-in-content", "tools/not-recoded", "tools/obeys-the-choice", "tools/one-call-when-asked", "tools/unique-ids", "tools/words-before-calls",
  "turns/counts-the-reasoning", "turns/matches-results-by-id", "turns/reads-it-all", "turns/uses-the-result", "usage/adds-up", "usage/counts-the-answer",
  "usage/keeps-the-head", "usage/prompt-is-whole", "usage/within-the-limit"];
