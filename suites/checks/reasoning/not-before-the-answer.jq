module {
  requirement: "Reasoning does not stand in the content, before the answer, without any tags.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "users read the thoughts as the answer, programs that ask for JSON or for an exact text get neither, and the thoughts are sent back with every turn", measured: false}],
  remedy: ["reasoning-without-tags", "reasoning-parser"],
  passes: [{transcripts: [{case: {id: "a0", expect: {says: "the moon"}}, response: {assembled: {choices: [{content: "Here it is:\n\nthe moon", finish_reason: "stop"}]}}}, {case: {id: "a1", expect: {says: "the moon"}}, response: {assembled: {choices: [{content: "Here it is:\n\nthe moon", finish_reason: "stop"}]}}}, {case: {id: "a2", expect: {says: "the moon"}}, response: {assembled: {choices: [{content: "Here it is:\n\nthe moon", finish_reason: "stop"}]}}}, {case: {id: "a3", expect: {says: "the moon"}}, response: {assembled: {choices: [{content: "Here it is:\n\nthe moon", finish_reason: "stop"}]}}}]}],
  fails: [{transcripts: [{case: {id: "a0", expect: {says: "the moon"}}, response: {assembled: {choices: [{content: "The user wants a text.\n\nthe moon", finish_reason: "stop"}]}}}, {case: {id: "a1", expect: {says: "the moon"}}, response: {assembled: {choices: [{content: "The user wants a text.\n\nthe moon", finish_reason: "stop"}]}}}, {case: {id: "a2", expect: {says: "the moon"}}, response: {assembled: {choices: [{content: "The user wants a text.\n\nthe moon", finish_reason: "stop"}]}}}, {case: {id: "a3", expect: {says: "the moon"}}, response: {assembled: {choices: [{content: "The user wants a text.\n\nthe moon", finish_reason: "stop"}]}}}]}]
};

include "lib/transcript";
include "lib/texts";
include "lib/recoding";

# How models begin to think: of the user, or of what they have to do.
def thinks: test("^\\s*((okay|ok|alright|hmm|well|so|first)[,.]? +)*(the user\\b|we (need|are|have|should) |i (need|have|should) to |let me |let.s (think|see)|thinking process)"; "i");

# Texts that were to be repeated, and whether each is there, behind other words.
def repeated: [.transcripts[] | select((.case.expect.says? | type) == "string" and answered == true and calls == [] and (cut_off | not))
  | .case.expect.says as $due | file as $file | choices[] | select(.content | named) | {due: ($due | bare), content, file: $file}];
def led_by_thoughts: (.content | trimmed | bare) as $said | .due as $due
  | (.content | test(opens_thought; "i") or test(closes_thought; "i") | not) and $said != $due and ($said | endswith($due)) and ($said[:($said | length) - ($due | length)] | thinks and test("\\n\\s*[\"“'`]*$"));

def applies: if repeated | length < 4 then "fewer than four texts were repeated" else true end;
# A model that chats before a text does not speak of the user, and not each time.
def check: .transcripts as $all | repeated as $texts
  | expect(all($texts[]; led_by_thoughts) | not;
      $texts[0] | finding("all \($texts | length) texts that were to be repeated stand behind a thought: the content begins with the reasoning, without tags"; "choice 0"; .content | excerpt)
        + {explains: {checks: ["chat/repeats-the-text", "structured/fits-the-format", "finish/stop-strings", "chat/keeps-angle-brackets", "chat/not-recoded", "tools/words-before-calls", "reasoning/can-be-turned-off"],
            transcripts: [$all[] | select(any(choices[]; .content | named)) | file]}});
