# Words for cases. The input of `request` is
#   {step, trial, stream, nonce, target: {endpoint, model, keyed}, defaults, transcripts: [the earlier steps']}.

def get(path): {method: "GET", path: path};

# A chat request: the profile's defaults, then what the case says, streamed when the case is.
def chat(body):
  . as $in
  | {
      method: "POST",
      path: "/chat/completions",
      body: ({model: $in.target.model} + ($in.defaults // {}) + body
        + (if $in.stream then {stream: true, stream_options: {include_usage: true}} else {} end))
    };

# The same request without the wish for a chunk of usage at the end of its stream.
def without_usage: del(.body.stream_options);

# The case cannot go on: its step is inconclusive, for this reason.
def cannot(reason): error({cannot: reason});

# There is nothing to try at this endpoint: its step is not applicable, for this reason.
def unneeded(reason): error({unneeded: reason});

# A request that is wrong on purpose: its refusal proves something only where one that is in order is answered.
def provoking(bad): .probe.response.status as $status
  | if .probe == null or $status == 200 then bad
    elif $status == null then cannot("the endpoint did not answer a request that is in order, so a refusal proves nothing")
    else cannot("the endpoint answered a request that is in order with status \($status), so a refusal proves nothing") end;

def system(text): {role: "system", content: text};

def user(text): {role: "user", content: text};

# So many sentences about nothing, of 79 letters each: what surrounds a word that is asked for.
def filler($count): [range($count)] | map("Boats cross the lake from north to south, and the last one comes back at noon.") | join(" ");

# What no earlier request holds, so that no cache holds what follows it.
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

# The same function, whose schema does not describe its properties.
def get_weather_undescribed: get_weather | del(.function.parameters.properties.location.description);

def take_note: tool("take_note"; "Keep a note for later."; {
  type: "object", properties: {text: {type: "string", description: "What to keep"}}, required: ["text"]});

# The message that the latest answer amounts to.
def answer: .transcripts[-1].response.assembled.choices[0]?;

# The assistant turn as an agent sends it back: text and calls, without the reasoning.
def echoed:
  answer
  | {role: "assistant", content: (if .content == "" then null else .content end)}
    + {tool_calls: [.tool_calls[] | {id, type: "function", function: {name, arguments}}]};

# Stops the case unless the latest answer made a call that can be answered.
def after_a_call:
  .transcripts[-1] as $last
  # What a broken connection cuts off is not the answer's own fault.
  | def blocked(why): cannot(if $last.ending == "complete" or $last.ending == "kept-open" then why
      else "the answer before did not come whole (\($last.ending))" end);
  if answer == null then
    blocked("the step before got no answer to go on with (status \($last.response.status))")
  elif (answer | .tool_calls // []) == [] then
    blocked("the answer before made no tool call to reply to"
      + (if answer.finish_reason == "length" then ": it was cut off by max_tokens" else "" end))
  elif [answer.tool_calls[] | select((.id | type) != "string" or .id == "")] != [] then
    blocked("the call has no id to reply to")
  elif [answer.tool_calls[] | select((.parsed | type) != "object")] != [] then
    blocked("the arguments of the call are no JSON object in a string, and cannot be sent back")
  else . end;

# A conversation in which a tool has been called: the user's words, the assistant's turn with these
# calls, and what each returned.
def call($id; $name; $arguments): {id: $id, type: "function", function: {name: $name, arguments: ($arguments | tojson)}};

def assistant(calls): {role: "assistant", content: null, tool_calls: [calls]};

def returned($id; text): {role: "tool", tool_call_id: $id, content: text};

def zurich: {location: "Zurich"};

def weather_text: "{\"temp_c\": 12, \"condition\": \"cloudy\"}";

