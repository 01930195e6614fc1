module {
  requirement: "`function.arguments` is a string, not an object or null.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `tool_calls[].function.arguments`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "AI SDK (openai-compatible)", version: "2.0.41, 2.0.92 and 3.0.92",
     does: "rejects the complete response if the arguments are null", says: "Invalid JSON response",
     shown: ["aisdk-2.0.41/generate:tools.function-null-args",
       "aisdk-2-latest/generate:tools.function-null-args",
       "aisdk-3-latest/generate:tools.function-null-args"]},
    {program: "openai-python", version: "3.57.0",
     does: "returns null; the code that parses the arguments fails",
     says: "the JSON object must be str, bytes or bytearray, not NoneType",
     shown: ["openai-python/plain:tools.function-null-args"]},
    {program: "openai-node", version: "7.59.0",
     does: "runs the tool without any argument, and reports no error",
     shown: ["openai-node/plain:tools.function-null-args"]},
    {does: "if the arguments are an object, most clients reject the response, and a few accept it",
     measured: false}],
  remedy: ["arguments-as-text", "gateway-rewrites-the-answer"],
  seen: ["ggml-org/llama.cpp#20198", "BerriAI/litellm#24095"],
  passes: [{response: {assembled: {choices: [{index: 0,
    tool_calls: [{arguments: "{}", at: "event 3"}]}]}}}],
  fails: [
    {response: {assembled: {choices: [{index: 0, tool_calls: [{arguments: {}, at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{arguments: null, at: "event 3"}]}]}}},
    {response: {json: {choices: [{message: {tool_calls: [{function: {name: "f",
        parameters: "{}"}}]}}]},
      assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", arguments: null, at: "choice 0"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, called, unless(cut_off; "the answer was cut off by its token limit"));

# The first arguments under another name, as {key, value}; null if there are none.
def renamed: [
    (.response.json | objects | .choices | arrays | .[] | objects | .message | objects),
    (chunks | .json.choices | arrays | .[] | objects | .delta | objects)
    | .tool_calls | arrays | .[] | objects | .function | objects
    | select(.arguments == null)
    | to_entries[]
    | select(.key | test("^(parameters|args|input|tool_input|arguments_json)$"))
    | select(.value != null)
  ] | .[0];

def check:
  (if any(calls[]; .arguments == null) then renamed else null end) as $renamed
  | every(calls[]; .arguments | type == "string";
      (if .arguments == null then $renamed else null end) as $other
      | (.arguments | type
          | if $other then "in `\($other.key)`"
            elif . == "null" then "absent"
            else "of type \(.)" end) as $state
      | finding("the arguments of \(.name | shown) are \($state)"; where;
          $other.value // .arguments | excerpt)
        + if $other
          then {remedy: ["write-arguments-under-their-name", "gateway-rewrites-the-answer"]}
          else {} end);
