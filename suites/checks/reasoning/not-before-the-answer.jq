module {
  requirement: "The content does not begin with reasoning, even without tags.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause: "vLLM, Reasoning Outputs: \"the `content` field contains the final conclusion\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does: "users read the reasoning as the answer",
     measured: false},
    {does: "programs that expect JSON or an exact text get neither",
     measured: false},
    {does: "agents send the reasoning back with every turn",
     measured: false}],
  remedy: ["reasoning-without-tags", "reasoning-parser"],
  passes: [
    {transcripts: [
      {case: {id: "a0", expect: {says: "the moon"}},
       response: {assembled: {choices: [{content: "Here it is:\n\nthe moon"}]}}},
      {case: {id: "a1", expect: {says: "the moon"}},
       response: {assembled: {choices: [{content: "Here it is:\n\nthe moon"}]}}},
      {case: {id: "a2", expect: {says: "the moon"}},
       response: {assembled: {choices: [{content: "Here it is:\n\nthe moon"}]}}},
      {case: {id: "a3", expect: {says: "the moon"}},
       response: {assembled: {choices: [{content: "Here it is:\n\nthe moon"}]}}}]}],
  fails: [
    {transcripts: [
      {case: {id: "a0", expect: {says: "the moon"}},
       response: {assembled: {choices: [{content: "The user wants a text.\n\nthe moon"}]}}},
      {case: {id: "a1", expect: {says: "the moon"}},
       response: {assembled: {choices: [{content: "The user wants a text.\n\nthe moon"}]}}},
      {case: {id: "a2", expect: {says: "the moon"}},
       response: {assembled: {choices: [{content: "The user wants a text.\n\nthe moon"}]}}},
      {case: {id: "a3", expect: {says: "the moon"}},
       response: {assembled: {choices: [{content: "The user wants a text.\n\nthe moon"}]}}}]}]
};

include "lib/transcript";
include "lib/texts";
include "lib/recoding";

# Typical beginnings of reasoning: about the user, or about what has to be done.
def sounds_like_reasoning:
  test("^\\s*((okay|ok|alright|hmm|well|so|first)[,.]? +)*"
    + "(the user\\b|we (need|are|have|should) |i (need|have|should) to |let me "
    + "|let.s (think|see)|thinking process)"; "i");

# The texts of answers that had to repeat an expected text.
def repeated:
  [.transcripts[]
    | select((.case.expect.says? | type) == "string" and answered == true and calls == []
        and (cut_off | not))
    | .case.expect.says as $expected | file as $file
    | choices[] | select(.content | named)
    | {expected: ($expected | bare), content, file: $file}];

# The expected text ends the content, and untagged reasoning comes before it.
def begins_with_reasoning:
  (.content | trimmed | bare) as $text | .expected as $expected
  | (.content | test(opens_thought; "i") or test(closes_thought; "i") | not)
    and $text != $expected
    and ($text | endswith($expected))
    and ($text[:($text | length) - ($expected | length)]
      | sounds_like_reasoning and test("\\n\\s*[\"“'`]*$"));

def applies: unless(repeated | length < 4; "fewer than four texts were repeated");

# A model that adds its own words does not write about the user, and does not do it every time.
def check: .transcripts as $all | repeated as $texts
  | expect(all($texts[]; begins_with_reasoning) | not;
      $texts[0]
      | finding(
          "the content begins with untagged reasoning in all \($texts | length) answers "
            + "that repeat a text";
          {choice: 0}; .content | excerpt)
        + {explains: {
            checks: [
              "chat/repeats-the-text", "structured/fits-the-format", "finish/stop-strings",
              "chat/keeps-angle-brackets", "chat/not-recoded", "tools/words-before-calls",
              "reasoning/can-be-turned-off"],
            transcripts: [$all[] | select(any(choices[]; .content | named)) | file]}});
