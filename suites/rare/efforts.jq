module {
  title: "Uncommon values of reasoning_effort and verbosity",
  kind: "model",
  steps: 4,
  expect: [
    {options: {"reasoning_effort: none": "leave-out-effort"}},
    {options: {"reasoning_effort: low": "leave-out-effort"}},
    {options: {"reasoning_effort: high": "leave-out-effort"}},
    {options: {"verbosity: high": "leave-out-verbosity"}}
  ]
};

include "lib/requests";

def request:
  [
    {reasoning_effort: "none"}, {reasoning_effort: "low"}, {reasoning_effort: "high"},
    {verbosity: "high"}
  ][.step - 1] as $option
  | chat({messages: [user("Say hello.")]}) | .body += $option;
