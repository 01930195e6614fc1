import Foundation
import Harness
import JQ
import Testing
import JSONText
import Transcripts

@Suite("The identity of an endpoint is read from its responses")
struct IdentityTests {
  @Test("the evidence that excludes a remedy is known to identity.jq")
  func evidence() async throws {
    let text = try String(contentsOfFile: "\(LawHarness.suites)/identity.jq", encoding: .utf8)
    let words = try await LawHarness.shared.value.catalogue.remedies.values.compactMap(\.unless)
    #expect(words.count >= 3)
    for word in words { #expect(text.contains("\"\(word)\"")) }
  }

  @Test(
    "fingerprints are parsed by the grammar of their server",
    arguments: [
      ("vllm-0.21.0-955d20dc", ["0.21.0", "none", "955d20dc"]),
      ("vllm-0.22.0-tp4-c3607547", ["0.22.0", "tp4", "c3607547"]),
      ("vllm-0.23.0-tp2-pp2-dp8-ep-a536750c", ["0.23.0", "tp2-pp2-dp8-ep", "a536750c"]),
      ("vllm-0.1.dev257+g7bc831b73-8da9db8c", ["0.1.dev257+g7bc831b73", "none", "8da9db8c"]),
      (
        "vllm-0.23.1rc1.dev1432+g0231dd546-tp4-ccfa00c9",
        ["0.23.1rc1.dev1432+g0231dd546", "tp4", "ccfa00c9"]
      ),
      ("vllm-0.23.0-nohash", ["0.23.0", "none", nil]),
      ("b9554-d403f00ec", ["b9554-d403f00ec", nil, nil]),
      ("ref-1.0.0-5f1d3a7c", ["1.0.0", nil, "5f1d3a7c"]),
      ("fp_ollama", [nil, nil, nil]), ("fp_44709d6fcb", [nil, nil, nil]),
      ("vllm-", [nil, nil, nil]), ("a536750c", [nil, nil, nil]),
    ] as [(String, [String?])])
  func parts(_ fingerprint: String, _ parts: [String?]) async throws {
    let worker = try await LawHarness.shared.value.worker
    let evaluation = await worker.evaluate(
      #"include "identity"; parts | [.version, .parallelism, .configuration]"#,
      on: JSON.string(fingerprint).text, within: 10)
    #expect(evaluation.outputs == [JSON.array(parts.map { JSON($0) }).text], "\(evaluation.ending)")
  }

  @Test("a fingerprint made to be slow is parsed in time")
  func hostile() async throws {
    let worker = try await LawHarness.shared.value.worker
    let long = "vllm-" + String(repeating: "-tp1", count: 50_000) + "x"
    let input: JSON = [
      "target": ["model": "m"], "preflight": [],
      "transcripts": [
        [
          "kind": "chat", "case": ["id": "a"],
          "response": [
            "status": 200, "headers": [],
            "assembled": ["system_fingerprint": .string(long), "choices": []],
          ],
        ]
      ],
    ]
    let evaluation = await worker.evaluate(
      #"include "identity"; identity | .traits | length"#, on: input.text, within: 5)
    #expect(evaluation.ending == .complete)
  }

  @Test(
    "the version is requested from the path of the server's family",
    arguments: [
      ("vllm", "/version"), ("llamacpp", "/props"), ("sglang", "/server_info"),
      ("library", "/api/version"), ("somebody", nil),
    ] as [(String, String?)])
  func question(_ owner: String, _ path: String?) async throws {
    let worker = try await LawHarness.shared.value.worker
    let input: JSON = [
      "step": 3, "target": ["model": "m"],
      "transcripts": [
        [
          "kind": "models",
          "response": [
            "status": 200, "headers": [],
            "json": ["data": [["id": "m", "owned_by": .string(owner)]]],
          ],
        ]
      ],
    ]
    let evaluation = await worker.evaluate(
      #"include "identity"; question | .path?"#, on: input.text, within: 10)
    #expect(evaluation.outputs == [JSON(path).text])
  }
}
