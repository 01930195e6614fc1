module {
  title: "Parameters without effect do not change the answer",
  kind: "model",
  modes: ["stream"],
  steps: 6,
  expect: [
    {relation: "idle"},
    {relation: "idle"},
    {relation: "idle"},
    {relation: "idle"},
    {relation: "idle"},
    {relation: "idle"}
  ]
};

include "lib/relations";
import "four-step/tool-call" as base;

def request: related(base::request; .stop = ["ZZQQ"] | .seed = 11 | .n = 1 | .user = "conformance");
