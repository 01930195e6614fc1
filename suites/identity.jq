# What an endpoint is, as far as it can be told: what a pin remembers of a good run, and what a later run
# is held against.
#
# `question` is what else to ask once the preflight is through; `identity` is asked of all that a run
# saw, {target, preflight: [transcripts], transcripts: [without their long parts, model lists apart]}, and puts out
#   {traits: [{name, values: [{value, times, seen: [transcripts]}], many, of, means}], timings: [{name, value, unit}],
#    likeness: [{name, value}], evidence: [words]}: `likeness` is what a person reads off good answers, `evidence` what
# they prove, by the words that a remedy's `unless` knows.
# A trait has one value: a run that saw several met more than one server. `many` says that it is a
# list, `optional` that it may be missing by chance, as where a question of its own went unanswered,
# `of` that it is read from another trait, of which it tells what changed; `means` is what to think of
# a change.

include "lib/transcript";
include "lib/texts";
include "lib/tools";

# Which server it is, by what it cannot help saying; a gateway only where nothing tells the engine behind it.
def family($card; $fingerprints; $headers; $names):
  ($fingerprints | map(strings)) as $marks
  | ($card.owned_by // "" | tostring | ascii_downcase) as $owner
  | if any($marks[]; startswith("vllm-")) or $owner == "vllm" then "vllm"
    elif any($marks[]; test("^b[0-9]+-[0-9a-f]{7,}$")) or $owner == "llamacpp" or any($headers[]; test("llama\\.cpp"; "i")) then "llama.cpp"
    elif any($marks[]; . == "fp_ollama") or $owner == "library" then "ollama"
    elif $owner == "sglang" then "sglang"
    elif $owner == "conformance" then "reference"
    elif any($names[]; startswith("x-litellm-")) then "litellm"
    else null end;

def root_of_models: .response.json | objects | .data | arrays;
def card($model): [root_of_models | .[] | objects] | (map(select(.id == $model)) + .)[0];
def header_named($name): [.response.headers[]? | select(.name | ascii_downcase == $name) | .value];

def named_family($model): . as $all
  | family(($all[0] | card($model)); [$all[].response.assembled | objects | .system_fingerprint]; [$all[] | header_named("server")[]];
  [$all[] | .response.headers[]?.name | ascii_downcase]);

# What stands before the engine, as far as headers tell: programs that make no answers themselves.
def gateways: [.[] | (header_named("x-litellm-version")[0] | strings | "LiteLLM \(.)"), header_named("via")[],
    (header_named("server")[] | select(test("^(nginx|openresty|tengine|caddy|(istio-)?envoy|traefik|apache|cloudflare|kong|apisix|awselb|google frontend)\\b"; "i")))]
  | unique | map(.[:60]) | .[:3] | join(", ");

# The address where a server of a family says which version it is, beside its API.
def question:
  .target.model as $model
  | {vllm: "/version", "llama.cpp": "/props", ollama: "/api/version", sglang: "/server_info", reference: "/version"}[.transcripts | named_family($model) // ""]
  | if . then {method: "GET", path: ., beside: true, timeout_s: 10} else null end;

# A text that stands for a long one: its length, and a sum that a change of its beginning, which is long
# enough for all that anybody writes, changes.
def sum_of: "\(length) characters, \(reduce (.[:200000] | explode[]) as $c (5381; (. * 33 + $c) % 4294967296))";

# The parts of a fingerprint, where its grammar is known: {version, parallelism, configuration}.
# vLLM's is read from its end: a version may hold what the other parts are made of.
def parts:
  (capture("^vllm-(?<version>.+?)(?<parallelism>(-(tp|pp|dp)[0-9]+|-ep)*)-(?<configuration>[0-9a-f]{8}|nohash)$")
    | .parallelism |= (ltrimstr("-") | if . == "" then "none" else . end)
    | if .configuration == "nohash" then del(.configuration) else . end)
  // (capture("^ref-(?<version>[^-]+)-(?<configuration>[0-9a-f]+)$"))
  // (capture("^(?<version>b[0-9]+)-(?<build>[0-9a-f]{7,})$") | {version: "\(.version)-\(.build)"})
  // {};

# What a trait was seen to be: `seen` are {value, at}, in the order of the run.
def trait($name; $seen): [$seen[] | select(.value != null) | .value |= (if type == "string" then . else tojson end)[:300]]
  | select(. != [])
  | {name: $name, values: (to_entries | group_by(.value.value) | sort_by(.[0].key)[:50]
      | map({value: .[0].value.value, times: length, seen: [.[:5][].value.at]}))};

# What a change is likely to mean, where that is not plain.
def meanings: {
  version: "the server was updated, or rolled back: read its release notes for the checks that differ",
  parallelism: "the model runs on other devices than before: a node may have been lost, or flags changed",
  configuration: "the server was started with other settings: compare the flags of both starts",
  "answers with a fingerprint": "a gateway may have begun to drop the field, or to mix backends of which some have none",
  "context length": "agents plan with the old window: conversations are cut too early, or refused",
  "chat template": "prompts are built in another way, which changes tool calls and reasoning first",
  weights: "another model answers to the same name",
  "reasoning field": "clients that read the old name see no thoughts any more"
};

# The degrees of parallelism that SGLang's /server_info names.
def degrees: [("tp", "pp", "dp", "ep") as $kind | .["\($kind)_size"] | numbers | select(. > 1) | "\($kind)\(.)"] | if . == [] then "none" else join("-") end;

def version_in: objects | [.version, .build_info, .sglang_version] | map(strings | select(. != "")) | .[0];

def median: sort | if length == 0 then null else .[length / 2 | floor] end;

def timings($chats):
  [$chats[] | select(.response.assembled.streamed)] as $streams
  | {name: "first event", unit: "ms", value: ([$streams[].timing.first_event_ms | numbers] | median)},
    {name: "whole answer", unit: "ms", value: ([$chats[].timing.total_ms | numbers] | median)},
    {name: "tokens a second", unit: "1/s", value: ([$streams[] | select(.timing | (.last_byte_ms | numbers) - (.first_event_ms | numbers) > 50)
      | (.response.assembled.usage | objects | .completion_tokens | numbers) * 1000 / (.timing.last_byte_ms - .timing.first_event_ms)] | median)}
  | select(.value != null) | .value |= (. * 10 | floor / 10);

# The model lists, the last where one was asked for again and again.
def lists: map(select(.kind == "models" and .response.status == 200));

# A count of some among all, in words.
def of_all($all; $what): if . == $all and $all > 1 then "in all \($all) \($what)" else "in \(.) of \($all) \($what)" end;

def named_all($values): [$values[]?.value] | if length > 3 then .[:3] + ["and \(length - 3) more"] else . end | join(", ");

# What good answers show of an endpoint, for a person who never looked at one.
def likeness($endpoint; $chats):
  (map({key: .name, value: .values}) | from_entries) as $traits
  | [$chats[] | .response.assembled.choices[]? | select((.tool_calls // []) != [])] as $calling
  | [$chats[] | .response.assembled.choices[]?] as $choices
  | ($chats | gateways) as $gateways
  | [$choices[] | select(.reasoning | trimmed != "")] as $thinking
  | def tagged: test(opens_thought; "i") or test(closes_thought; "i");
    ([$chats[] | select(written | tagged | not) | choices[] | select(.content | named) | select(.content | tagged)] | length) as $leaks
  # A stream has usage where that was asked for.
  | [$chats[] | select(.response.events == null and .response.assembled.streamed != true or (asked | .stream_options | objects | .include_usage == true))] as $due
  | ([$due[] | select(.response.assembled.usage | type == "object")] | length) as $counted
  | {name: "engine", value: ([named_all($traits.server), named_all($traits.version)] | map(select(. != "")) | if . == [] then "not known: nothing identifies it" else join(" ") end)},
    {name: "fingerprint", value: (named_all($traits.fingerprint) | if . == "" then "none: answers have no `system_fingerprint`, so a change of the runtime cannot be seen" else . end)},
    {name: "topology", value: (named_all($traits.parallelism) | if . == "" then "not known: the fingerprint does not say on how many devices it runs"
      elif . == "none" then "one device: the fingerprint names no parallelism" else . end)},
    {name: "beside calls", value: (if $calling == [] then "no answer called a function" else
      ([$calling[] | select(.content == null)] | length) as $null | ([$calling[] | select(.content != null and (.content | trimmed) == "")] | length) as $empty
      | "`content` is null \($null | of_all($calling | length; "answers with calls"))"
        + (if $empty > 0 then ", empty in \($empty)" else "" end)
        + (($calling | length) - $null - $empty | if . > 0 then ", a text in \(.)" else "" end) end)},
    {name: "reasoning", value: (if $thinking == [] then "none seen apart from `content`" else
      "apart from `content`, in `\([$thinking[].reasoning_fields // [] | .[]] | unique | join("` and `"))`, \($thinking | length | of_all($choices | length; "answers"))" end
      + ([$chats[] | select(.response.assembled.usage | objects | .completion_tokens_details | objects | .reasoning_tokens | numbers | . > 0)] | length
        | if $thinking == [] and . > 0 then "; the usage counts tokens of reasoning in \(.) answers: the server, or a gateway, keeps it back" else "" end)
      + (if $leaks > 0 then "; tags of thoughts are in the `content` of \($leaks)" else "" end))},
    {name: "usage", value: (if $due == [] then "no answer" else ($counted | of_all($due | length; "answers that should have it"))
      + ([$chats[].response.assembled.usage | objects | .completion_tokens_details | objects | .reasoning_tokens | numbers] | if . == [] then "" else ", reasoning counted apart" end) end)},
    {name: "context length", value: (named_all($traits["context length"]) | if . == "" then "not in the model list: clients have to be configured with it" else "\(.) tokens, by the model list" end)},
    (select($endpoint | test("^https?://(localhost|127\\.[0-9.]+|\\[::1\\])([:/]|$)"; "i"))
      | {name: "reached", value: "on this machine, \(if $gateways == "" then "and no header names a gateway; what clients reach through a" else "through \($gateways); what clients reach through another" end) proxy or gateway was not tested: run it against the public URL too"});

# What good answers of both modes prove of the server.
def evidence($chats):
  def proven($word; shows): if [$chats[] | select(shows) | .response.assembled.streamed == true] | unique | length == 2 then $word else empty end;
  # Calls that the model was free to make came through the parser, and few were left as text.
  ([$chats[] | select(calls != [])] | length) as $parsed
  | ([$chats[] | select(calls == []) | select([calls_as_text] != [])] | length) as $left
  | (select($parsed >= 3 * $left) | proven("calls-are-parsed"; (asked.tool_choice | . == null or . == "auto") and calls != [])),
  # Thoughts were taken apart beside tools and without them: templates think in one kind alone.
  (if [true, false] | all(. as $tools | [$chats[] | select((tools_offered != []) == $tools) | choices[] | select((.reasoning | trimmed) != "" and (.content | trimmed) != "")] != [])
    then proven("thoughts-are-parsed"; any(choices[]; (.reasoning | trimmed) != "" and (.content | trimmed) != "")) else empty end),
  # Whether the arguments of whole answers end early, as those of streams may: then streams are not the cause.
  ([$chats[] | select(.response.assembled.streamed != true and (cut_off | not) and calls != [])] as $whole
    | [$whole[] | earlier_calls as $sent | select(any(calls[]; broken_off and (blank | not) and (copied($sent) | not)))] | length
    | if . > 0 then "whole-arguments-are-cut" elif ($whole | length) > 2 then "whole-arguments-are-whole" else empty end),
  # An answer says what only the result of a tool can have told it.
  proven("results-are-read"; (.case.expect.mentions? // []) as $wanted
    | $wanted != [] and any(asked.messages[]?; .role? == "tool")
      and any(choices[]; (.content | if type == "string" then . else "" end) as $text | all($wanted[]; . as $one | $text | mentions($one))));

def identity:
  . as $run | .target.model as $model | .preflight as $before
  | ($before | lists | group_by(.trial) | map(.[-1]) | if . == [] then $run.transcripts | lists[:1] else . end) as $lists
  | [$before[] | select(.kind == "other" and .response.status == 200) | {at: file, told: .response.json}] as $answers
  | [($before + .transcripts)[] | select(.response.status != null)] as $all
  | [$all[] | select(answered == true and .response.assembled.error == null)] as $chats
  | [$chats[] | {value: (.response.assembled.system_fingerprint | if type == "string" then .[:200] else . end), at: file}] as $marks
  | [$marks[] | select(.value != null)] as $stamped
  | ([$before[], $chats[]] | named_family($model)) as $family
  | [
      trait("server"; [{value: $family, at: ($lists[0] // {} | file)}]),
      trait("fingerprint"; $stamped),
      (($stamped | map(.at as $at | .value | strings | parts | with_entries(.value |= {value: ., at: $at}))) as $parts
        | ("version", "parallelism", "configuration") as $part
        # The version of the engine behind a gateway is not the gateway's.
        | select($part != "version" or $family != "litellm") | trait($part; [$parts[][$part] | select(.)]) + {of: "fingerprint"}),
      (select($family == "litellm") | trait("version"; [$chats[] | {value: header_named("x-litellm-version")[0], at: file}])),
      (select($family != "litellm") | select([$stamped[].value | strings | parts.version] | map(select(.)) == []) | trait("version"; [$answers[] | {value: (.told | version_in), at}]) + {optional: true}),
      (select($family == "sglang") | trait("parallelism"; [$answers[] | {value: (.told | objects | degrees), at}]) + {optional: true}),
      (select($chats != []) | trait("answers with a fingerprint"; [{value: (if $stamped == [] then "none" elif $stamped | length == ($chats | length) then "all" else "some" end), at: ([$marks[] | select(.value == null)][0] // $marks[0] | .at)}])
        + {of: "fingerprint"}),
      trait("server header"; [$chats[] | {value: (header_named("server") | if . == [] then null else join(", ") end), at: file}]),
      (trait("models"; [$lists[] | file as $at | root_of_models | [.[] | objects | .id] | unique
          | if length > 50 then "\(length) models, \(tojson | sum_of)" else .[] end | {value: ., at: $at}]) + {many: true}),
      trait("context length"; [$lists[] | file as $at | card($model) | objects | {value: ([.max_model_len, .context_length, .context_window, .max_context_length, .max_input_tokens, (.meta | objects | .n_ctx)] | map(numbers) | .[0]), at: $at}]),
      trait("weights"; [$lists[] | file as $at | card($model) | objects | {value: ([(.root | strings), (.meta | objects | select(.n_params) | "\(.n_params) parameters, \(.size) bytes, \(.ftype // "")")] | .[0]), at: $at}]),
      (trait("chat template"; [$answers[] | {value: (.told | objects | .chat_template | strings | sum_of), at}]) + {optional: true}),
      (trait("slots"; [$answers[] | {value: (.told | objects | .total_slots | numbers), at}]) + {optional: true}),
      (trait("reasoning field"; [$chats[] | file as $at | .response.assembled.choices[]? | select(.reasoning | trimmed != "") | {value: (.reasoning_fields | arrays | select(. != []) | sort | join(" and ")), at: $at}]) + {many: true, optional: true}),
      (trait("model in answers"; [$chats[] | {value: .response.assembled.model, at: file}]) + {many: true, optional: true})
    ] as $traits
  | {traits: ($traits | map(. + (meanings[.name] // null | if . then {means: .} else {} end))), timings: [timings($chats)],
      likeness: [$traits | likeness($run.target.endpoint // ""; $chats)],
      evidence: [evidence($chats)]};
