# The identity of an endpoint: what a pin stores of a good run, and what a later run is compared
# with.
#
# `question` outputs one more request to send after the preflight. `identity` evaluates all
# transcripts of a run, {target, preflight: [transcripts], transcripts: [without their long parts
# and the model lists]}, and outputs
#   {traits: [{name, values: [{value, times, seen: [transcripts]}], many, optional, of, means}],
#    timings: [{name, value, unit}], likeness: [{name, value}], evidence: [words]}.
# `likeness` describes the endpoint for a reader. `evidence` lists what the answers prove, by the
# words that `unless` of a remedy uses.
# A trait has one value: a run with several values reached several servers. `many` marks a list,
# `optional` a trait that may be missing by chance, for example if its request was not answered,
# `of` a trait that is derived from another one, and shows what changed in it. `means` explains a
# change.

include "lib/transcript";
include "lib/texts";
include "lib/tools";

# The engine, recognized by its ids and headers; a gateway only if nothing identifies the engine
# behind it.
def family($card; $fingerprints; $headers; $names):
  ($fingerprints | map(strings)) as $marks
  | ($card.owned_by // "" | tostring | ascii_downcase) as $owner
  | if any($marks[]; startswith("vllm-")) or $owner == "vllm" then "vllm"
    elif any($marks[]; test("^b[0-9]+-[0-9a-f]{7,}$"))
        or $owner == "llamacpp"
        or any($headers[]; test("llama\\.cpp"; "i"))
    then
      "llama.cpp"
    elif any($marks[]; . == "fp_ollama") or $owner == "library" then "ollama"
    elif $owner == "sglang" then "sglang"
    elif $owner == "conformance" then "reference"
    elif any($names[]; startswith("x-litellm-")) then "litellm"
    else null end;

def root_of_models: .response.json | objects | .data | arrays;
def card($model): [root_of_models | .[] | objects] | (map(select(.id == $model)) + .)[0];
def header_named($name): [.response.headers[]? | select(.name | ascii_downcase == $name) | .value];

def named_family($model):
  . as $all
  | family(($all[0] | card($model));
      [$all[].response.assembled | objects | .system_fingerprint];
      [$all[] | header_named("server")[]]; [$all[] | .response.headers[]?.name | ascii_downcase]);

# The gateways in front of the engine, as far as headers reveal them: programs that do not generate
# answers themselves.
def gateways:
  [
    .[]
    | (header_named("x-litellm-version")[0] | strings | "LiteLLM \(.)"),
      header_named("via")[],
      ( header_named("server")[]
        | select(
            test(
              "^(nginx|openresty|tengine|caddy|(istio-)?envoy|traefik|apache|cloudflare|kong"
                + "|apisix|awselb|google frontend)\\b";
              "i")) )
  ]
  | unique | map(.[:60]) | .[:3] | join(", ");

# The path at which an engine reports its version, outside of its API.
def question:
  .target.model as $model
  | {
      vllm: "/version", "llama.cpp": "/props", ollama: "/api/version", sglang: "/server_info",
      reference: "/version"
    }[.transcripts | named_family($model) // ""]
  | if . then {method: "GET", path: ., beside: true, timeout_s: 10} else null end;

# Replaces a long text by its length and a checksum of its beginning.
def sum_of:
  "\(length) characters, "
    + "\(reduce (.[:200000] | explode[]) as $c (5381; (. * 33 + $c) % 4294967296))";

# The parts of a fingerprint of a known format: {version, parallelism, configuration}. For vLLM it
# is parsed from its end, because a version may contain the separators of the other parts.
def parts:
  ( capture(
        "^vllm-(?<version>.+?)(?<parallelism>(-(tp|pp|dp)[0-9]+"
          + "|-ep)*)-(?<configuration>[0-9a-f]{8}|nohash)$")
      | .parallelism |= (ltrimstr("-") | if . == "" then "none" else . end)
      | if .configuration == "nohash" then del(.configuration) else . end )
    // (capture("^ref-(?<version>[^-]+)-(?<configuration>[0-9a-f]+)$"))
    // ( capture("^(?<version>b[0-9]+)-(?<build>[0-9a-f]{7,})$")
        | {version: "\(.version)-\(.build)"} )
    // {};

# The observed values of a trait; `seen` are {value, at}, in the order of the run.
def trait($name; $seen):
  [$seen[] | select(.value != null) | .value |= (if type == "string" then . else tojson end)[:300]]
  | select(. != [])
  | {
      name: $name,
      values: ( to_entries | group_by(.value.value) | sort_by(.[0].key)[:50]
        | map({value: .[0].value.value, times: length, seen: [.[:5][].value.at]}) )
    };

# The probable meaning of a change, if it is not obvious.
def meanings: {
  version: ("the server was updated or rolled back: see its release notes for the checks that "
    + "differ"),
  parallelism: "the model runs on different devices: a node may be down, or flags were changed",
  configuration: "the server was started with different settings: compare the flags of both starts",
  "answers with a fingerprint": "a gateway may drop the field, or mix backends with and without it",
  "context length": ("agents assume the old window: conversations are shortened too early, or "
    + "refused"),
  "chat template": "prompts are built differently, which affects tool calls and reasoning first",
  weights: "a different model has the same name",
  "reasoning field": "clients that read the old name no longer see any reasoning"
};

# The degrees of parallelism in SGLang's /server_info.
def degrees:
  [
    ("tp", "pp", "dp", "ep") as $kind
    | .["\($kind)_size"] | numbers | select(. > 1) | "\($kind)\(.)"
  ]
  | if . == [] then "none" else join("-") end;

def version_in:
  objects | [.version, .build_info, .sglang_version] | map(strings | select(. != "")) | .[0];

def median: sort | if length == 0 then null else .[length / 2 | floor] end;

def timings($chats):
  [$chats[] | select(.response.assembled.streamed)] as $streams
  | {
      name: "first event", unit: "ms",
      value: ([$streams[].timing.first_event_ms | numbers] | median)
    },
    {name: "whole answer", unit: "ms", value: ([$chats[].timing.total_ms | numbers] | median)},
    {
      name: "tokens a second", unit: "1/s",
      value: ( [
          $streams[]
          | select(.timing | (.last_byte_ms | numbers) - (.first_event_ms | numbers) > 50)
          | (.response.assembled.usage | objects | .completion_tokens | numbers)
              * 1000
              / (.timing.last_byte_ms - .timing.first_event_ms)
        ]
        | median )
    }
  | select(.value != null)
  | .value |= (. * 10 | floor / 10);

# The model lists; if it was requested repeatedly, the last one.
def lists: map(select(.kind == "models" and .response.status == 200));

# A share of all, as text.
def of_all($all; $what):
  if . == $all and $all > 1 then "in all \($all) \($what)" else "in \(.) of \($all) \($what)" end;

def named_all($values):
  [$values[]?.value]
  | if length > 3 then .[:3] + ["and \(length - 3) more"] else . end
  | join(", ");

# The properties of an endpoint that good answers show, for a reader who does not know it.
def likeness($endpoint; $chats):
  (map({key: .name, value: .values}) | from_entries) as $traits
  | [$chats[] | .response.assembled.choices[]? | select((.tool_calls // []) != [])] as $calling
  | [$chats[] | .response.assembled.choices[]?] as $choices
  | ($chats | gateways) as $gateways
  | [$choices[] | select(.reasoning | trimmed != "")] as $thinking
  | def tagged: test(opens_thought; "i") or test(closes_thought; "i");
    ( [
        $chats[]
        | select(written | tagged | not) | choices[] | select(.content | named)
        | select(.content | tagged)
      ]
      | length ) as $leaks
  # The answers that should have usage: a stream has it if it was requested.
  | [
      $chats[]
      | select(
          .response.events == null and .response.assembled.streamed != true
            or (asked | .stream_options | objects | .include_usage == true))
    ] as $expected
  | ([$expected[] | select(.response.assembled.usage | type == "object")] | length) as $counted
  | {
      name: "engine",
      value: ( [named_all($traits.server), named_all($traits.version)]
        | map(select(. != ""))
        | if . == [] then "unknown: no field or header identifies it" else join(" ") end )
    },
    {
      name: "fingerprint",
      value: ( named_all($traits.fingerprint)
        | if . == "" then
            "none: answers have no `system_fingerprint`, so a change of the runtime is not visible"
          else . end )
    },
    {
      name: "topology",
      value: ( named_all($traits.parallelism)
        | if . == "" and $traits.fingerprint == null then "unknown: there is no fingerprint"
          elif . == "" then "unknown: the fingerprint does not contain the number of devices"
          elif . == "none" then "one device: the fingerprint shows no parallelism"
          else . end )
    },
    {
      name: "tool calls",
      value: ( if $calling == [] then "no answer has tool calls"
        else
          ([$calling[] | select(.content == null)] | length) as $null
          | ([$calling[] | select(.content != null and (.content | trimmed) == "")] | length)
              as $empty
          | "`content` is null \($null | of_all($calling | length; "answers with tool calls"))"
              + (if $empty > 0 then ", empty in \($empty)" else "" end)
              + ( ($calling | length) - $null - $empty
                  | if . > 0 then ", and text in \(.)" else "" end )
        end )
    },
    {
      name: "reasoning",
      value: ( if $thinking == [] then "none separate from `content`"
          else
            "separate from `content`, in "
              + "`\([$thinking[].reasoning_fields // [] | .[]] | unique | join("` and `"))`, "
              + "\($thinking | length | of_all($choices | length; "answers"))"
          end
          + ( [
                $chats[]
                | select(
                    .response.assembled.usage | objects | .completion_tokens_details | objects
                    | .reasoning_tokens | numbers | . > 0)
              ]
              | length
              | if $thinking == [] and . > 0 then
                  "; `usage` counts reasoning tokens in \(.) answers, but they contain no "
                    + "reasoning: the server or a gateway removes it"
                else "" end )
          + (if $leaks > 0 then "; reasoning tags are in the `content` of \($leaks)" else "" end) )
    },
    {
      name: "usage",
      value: ( if $expected == [] then "no answer"
        else
          ($counted | of_all($expected | length; "answers that should have it"))
            + ( [
                  $chats[].response.assembled.usage | objects | .completion_tokens_details
                  | objects | .reasoning_tokens | numbers
                ]
                | if . == [] then "" else ", reasoning counted separately" end )
        end )
    },
    {
      name: "context length",
      value: ( named_all($traits["context length"])
        | if . == "" then "not in the model list: it must be configured in the client"
          else "\(.) tokens, according to the model list" end )
    },
    ( select($endpoint | test("^https?://(localhost|127\\.[0-9.]+|\\[::1\\])([:/]|$)"; "i"))
      | {
          name: "location",
          value: ( "this machine; "
              + ( if $gateways == "" then "no gateway detected. Proxies"
                  else "through \($gateways). Other proxies" end )
              + " in front of it were not tested: test the public URL too." )
        } );

# What good answers prove about the server.
def evidence($chats):
  def proven($word; shows):
    if [$chats[] | select(shows) | .response.assembled.streamed == true] | unique | length == 2 then
      $word
    else empty end;
  # Automatic tool calls were parsed, and few were left in the content.
  ([$chats[] | select(calls != [])] | length) as $parsed
  | ([$chats[] | select(calls == []) | select([calls_as_text] != [])] | length) as $left
  | ( select($parsed >= 3 * $left)
      | proven("calls-are-parsed";
          (asked.tool_choice | . == null or . == "auto") and calls != []) ),
    # Reasoning was separated with tools and without: templates may reason in one of the two alone.
    ( if [true, false]
        | all(
            . as $tools
            | [
                  $chats[]
                  | select((tools_offered != []) == $tools) | choices[]
                  | select((.reasoning | trimmed) != "" and (.content | trimmed) != "")
                ]
                != [])
      then
        proven("thoughts-are-parsed";
          any(choices[]; (.reasoning | trimmed) != "" and (.content | trimmed) != ""))
      else empty end ),
    # Whether the arguments of non-streamed answers are truncated, as those of streams may be: then
    # streaming is not the cause.
    ( [$chats[] | select(.response.assembled.streamed != true and (cut_off | not) and calls != [])]
        as $whole
      | [
          $whole[]
          | earlier_calls as $sent
          | select(any(calls[]; broken_off and (blank | not) and (copied($sent) | not)))
        ]
      | length
      | if . > 0 then "whole-arguments-are-cut"
        elif ($whole | length) > 2 then "whole-arguments-are-whole"
        else empty end ),
    # An answer contains what only the result of a tool can have contained.
    proven("results-are-read";
      (.case.expect.mentions? // []) as $wanted
      | $wanted != []
          and any(asked.messages[]?; .role? == "tool")
          and any(choices[];
              (.content | if type == "string" then . else "" end) as $text
              | all($wanted[]; . as $one | $text | mentions($one))));

def identity:
  . as $run
  | .target.model as $model
  | .preflight as $before
  | ( $before | lists | group_by(.trial) | map(.[-1])
      | if . == [] then $run.transcripts | lists[:1] else . end ) as $lists
  | [
      $before[]
      | select(.kind == "other" and .response.status == 200)
      | {at: file, json: .response.json}
    ] as $answers
  | [($before + .transcripts)[] | select(.response.status != null)] as $all
  | [$all[] | select(answered == true and .response.assembled.error == null)] as $chats
  | [
      $chats[]
      | {
          value: ( .response.assembled.system_fingerprint
            | if type == "string" then .[:200] else . end ),
          at: file
        }
    ] as $marks
  | [$marks[] | select(.value != null)] as $stamped
  | ([$before[], $chats[]] | named_family($model)) as $family
  | [
      trait("server"; [{value: $family, at: ($lists[0] // {} | file)}]),
      trait("fingerprint"; $stamped),
      ( ( $stamped
          | map(
              .at as $at | .value | strings | parts | with_entries(.value |= {value: ., at: $at})) )
          as $parts
        | ("version", "parallelism", "configuration") as $part
        # The version of the engine is not the version of the gateway in front of it.
        | select($part != "version" or $family != "litellm")
        | trait($part; [$parts[][$part] | select(.)]) + {of: "fingerprint"} ),
      ( select($family == "litellm")
        | trait("version"; [$chats[] | {value: header_named("x-litellm-version")[0], at: file}]) ),
      ( select($family != "litellm")
        | select([$stamped[].value | strings | parts.version] | map(select(.)) == [])
        | trait("version"; [$answers[] | {value: (.json | version_in), at}]) + {optional: true} ),
      ( select($family == "sglang")
        | trait("parallelism"; [$answers[] | {value: (.json | objects | degrees), at}])
            + {optional: true} ),
      ( select($chats != [])
        | trait("answers with a fingerprint";
              [{
                value: ( if $stamped == [] then "none"
                  elif $stamped | length == ($chats | length) then "all"
                  else "some" end ),
                at: ([$marks[] | select(.value == null)][0] // $marks[0] | .at)
              }])
            + {of: "fingerprint"} ),
      trait("server header";
        [
          $chats[]
          | {value: (header_named("server") | if . == [] then null else join(", ") end), at: file}
        ]),
      ( trait("models";
            [
              $lists[]
              | file as $at
              | root_of_models | [.[] | objects | .id] | unique
              | if length > 50 then "\(length) models, \(tojson | sum_of)" else .[] end
              | {value: ., at: $at}
            ])
          + {many: true} ),
      trait("context length";
        [
          $lists[]
          | file as $at
          | card($model) | objects
          | {
              value: ( [
                  .max_model_len, .context_length, .context_window, .max_context_length,
                  .max_input_tokens, (.meta | objects | .n_ctx)
                ]
                | map(numbers) | .[0] ),
              at: $at
            }
        ]),
      trait("weights";
        [
          $lists[]
          | file as $at
          | card($model) | objects
          | {
              value: ( [
                  (.root | strings),
                  ( .meta | objects | select(.n_params)
                    | "\(.n_params) parameters, \(.size) bytes, \(.ftype // "")" )
                ]
                | .[0] ),
              at: $at
            }
        ]),
      ( trait("chat template";
            [$answers[] | {value: (.json | objects | .chat_template | strings | sum_of), at}])
          + {optional: true} ),
      ( trait("slots"; [$answers[] | {value: (.json | objects | .total_slots | numbers), at}])
          + {optional: true} ),
      ( trait("reasoning field";
            [
              $chats[]
              | file as $at
              | .response.assembled.choices[]?
              | select(.reasoning | trimmed != "")
              | {
                  value: (.reasoning_fields | arrays | select(. != []) | sort | join(" and ")),
                  at: $at
                }
            ])
          + {many: true, optional: true} ),
      ( trait("model in answers"; [$chats[] | {value: .response.assembled.model, at: file}])
          + {many: true, optional: true} )
    ] as $traits
  | {
      traits: ($traits | map(. + (meanings[.name] // null | if . then {means: .} else {} end))),
      timings: [timings($chats)],
      likeness: [$traits | likeness($run.target.endpoint // ""; $chats)],
      evidence: [evidence($chats)]
    };
