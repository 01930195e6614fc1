# Functions for cases. The input of `request` is
#   {step, trial, stream, nonce, target: {endpoint, model, keyed}, defaults,
#    transcripts: [of the earlier steps], probe}.

def get(path): {method: "GET", path: path};

# A chat request: the defaults of the profile and the fields of the case, streamed in the mode
# `stream`.
def chat(body):
  . as $in
  | {
      method: "POST",
      path: "/chat/completions",
      body: ({model: $in.target.model} + ($in.defaults // {}) + body
        + (if $in.stream then {stream: true, stream_options: {include_usage: true}} else {} end))
    };

# The same request without `include_usage`.
def without_usage: del(.body.stream_options);

# The case cannot continue: its step is inconclusive, for this reason.
def cannot(reason): error({cannot: reason});

# There is nothing to test at this endpoint: the step is not applicable, for this reason.
def unneeded(reason): error({unneeded: reason});

# An invalid request: its rejection proves something only if a valid request is answered.
def provoking(bad):
  .probe.response.status as $status
  | if .probe == null or $status == 200 then bad
    elif $status == null then
      cannot("the endpoint did not answer a valid request, so a refusal proves nothing")
    else
      cannot(
        "the endpoint answered a valid request with status \($status), so a refusal proves "
          + "nothing")
    end;

def system(text): {role: "system", content: text};

def user(text): {role: "user", content: text};

# Filler: this number of sentences of 79 characters each.
def filler($count):
  [range($count)]
  | map("Boats cross the lake from north to south, and the last one comes back at noon.")
  | join(" ");

# A text that no earlier request contains, so that no cache holds what follows it.
def mark: "Notes \(.nonce)-\(.trial).";

def code_word($word): "The code word of today is \"\($word)\": tell it to whoever asks for it.";

def ask_for_code_word: user("What is the code word of today? Answer with the word alone.");

def tool(name; description; parameters):
  {type: "function", function: {name: name, description: description, parameters: parameters}};

def get_weather:
  tool("get_weather"; "Get the current weather for a city."; {
    type: "object",
    properties: {
      location: {type: "string", description: "City name, e.g. Zurich"},
      unit: {type: "string", enum: ["celsius", "fahrenheit"]}
    },
    required: ["location"]
  });

# The same function; its schema does not describe its properties.
def get_weather_undescribed:
  get_weather | del(.function.parameters.properties.location.description);

def take_note:
  tool("take_note";
    "Keep a note for later.";
    {
      type: "object", properties: {text: {type: "string", description: "What to keep"}},
      required: ["text"]
    });

# The message of the latest answer.
def answer: .transcripts[-1].response.assembled.choices[0]?;

# The assistant message as an agent sends it back: text and calls, without the reasoning.
def echoed:
  answer
  | {role: "assistant", content: (if .content == "" then null else .content end)}
    + {tool_calls: [.tool_calls[] | {id, type: "function", function: {name, arguments}}]};

# Stops the case unless the latest answer has a tool call that can be answered.
def after_a_call:
  .transcripts[-1] as $last
  # If the connection broke, the answer itself is not to blame.
  | def blocked(why): cannot(if $last.ending == "complete" or $last.ending == "kept-open" then why
      else "the previous answer is incomplete (\($last.ending))" end);
  if answer == null then
    blocked("the previous step got no answer to continue with (status \($last.response.status))")
  elif (answer | .tool_calls // []) == [] then
    blocked("the previous answer made no tool call to reply to"
      + (if answer.finish_reason == "length" then ": it was cut off by max_tokens" else "" end))
  elif [answer.tool_calls[] | select((.id | type) != "string" or .id == "")] != [] then
    blocked("the call has no id to reply to")
  elif [answer.tool_calls[] | select((.parsed | type) != "object")] != [] then
    blocked("the arguments of the call are not a JSON object in a string, and cannot be sent back")
  else . end;

# The messages of a conversation with tool calls: a call, an assistant message with calls, and the
# result of a call.
def call($id; $name; $arguments): {
  id: $id, type: "function", function: {name: $name, arguments: ($arguments | tojson)}
};

def assistant(calls): {role: "assistant", content: null, tool_calls: [calls]};

def returned($id; text): {role: "tool", tool_call_id: $id, content: text};

def zurich: {location: "Zurich"};

def weather_text: "{\"temp_c\": 12, \"condition\": \"cloudy\"}";

