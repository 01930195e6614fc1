module {
  title: "Options of OpenCode and other agents",
  kind: "model",
  modes: ["stream"],
  steps: 5,
  expect: [
    {options: {
      reasoning_effort: "leave-out-effort", verbosity: "leave-out-verbosity",
      reasoningSummary: "leave-out-unknown-options", prompt_cache_retention: "ignore-client-hints"
    }},
    {options: {reasoning_effort: "leave-out-effort"}},
    {options: {verbosity: "leave-out-verbosity"}},
    {options: {reasoningSummary: "leave-out-unknown-options"}},
    {options: {prompt_cache_retention: "ignore-client-hints"}}
  ]
};

include "lib/requests";
include "lib/options";

# OpenCode sends reasoningEffort and textVerbosity in this form, and unknown options unchanged.
def request:
  tried([
    {reasoning_effort: "medium"}, {verbosity: "low"}, {reasoningSummary: "auto"},
    {prompt_cache_retention: "24h", safety_identifier: "conformance"}
  ]) as $options
  | chat({messages: [user("Say hello.")]}) | .body += ($options | add);
