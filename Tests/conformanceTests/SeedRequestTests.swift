import JSONText
import Foundation
import Harness
import ReferenceServer
import Testing
import Transcripts
import Wire

@Suite("The four steps send the requests of the article")
struct SeedRequestTests {
  private func seed(_ step: String) throws -> JSON {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Seed/requests.json")
    let document = StrictJSON.decode([UInt8](try Data(contentsOf: file))).value
    return try #require(document?[step])
  }

  /// The request of a case at a step, for the model of the article.
  private func request(
    of name: String, step: Int = 1, after transcripts: [[UInt8]] = []
  ) async throws -> Request {
    let harness = try await LawHarness.shared.value
    let trial = try #require(harness.plan.trials.first { $0.testCase.id == name })
    let target = Target(endpoint: "http://reference.test/v1", model: "nvidia/nemotron-3-super")
    let answer = await harness.writer.request(
      of: trial, step: step, to: target, after: transcripts)
    guard case .dispatch(let dispatch) = answer else {
      Issue.record("\(name) sends no request at step \(step): \(answer)")
      throw CancellationError()
    }
    return dispatch.request
  }

  private func body(of request: Request) throws -> JSON {
    try #require(StrictJSON.decode(request.body).value).sorted
  }

  @Test("step 1 requests the model list")
  func modelList() async throws {
    let request = try await request(of: "four-step/model-list")
    let seed = try seed("4a")
    #expect(request.method == seed["method"]?.string)
    #expect(request.url == "http://reference.test/v1" + (seed["path"]?.string ?? ""))
  }

  @Test(
    "steps 2 and 3 send the same keys and values",
    arguments: [("tool-call", "4b"), ("arguments", "4c")])
  func calls(_ step: (name: String, seed: String)) async throws {
    let request = try await request(of: "four-step/\(step.name)")
    #expect(try body(of: request) == seed(step.seed).sorted)
  }

  @Test("step 4 sends the same keys and values, except for the echoed turn and its id")
  func roundTrip() async throws {
    let id = "call_of_this_run"
    let first = try await request(of: "four-step/round-trip")
    var exchange = Exchange(request: first)
    exchange.status = 200
    exchange.headers = [Header("Content-Type", "application/json")]
    exchange.body = Array(
      #"""
      {"choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant",
      "content": null, "reasoning": "The user wants the weather.", "tool_calls": [{"id": "\#(id)",
      "type": "function", "function": {"name": "get_weather",
      "arguments": "{\"location\": \"Zurich\"}"}}]}}]}
      """#.utf8)
    let transcript = Transcript(
      of: exchange, at: Transcript.Place(testCase: [:], step: 1, trial: 1), of: [:])
    let second = try await request(
      of: "four-step/round-trip", step: 2, after: [transcript.json.bytes()])
    let seed = try seed("4d").mapStrings {
      $0.replacing("chatcmpl-tool-REPLACE_WITH_REAL_ID", with: id)
    }
    #expect(try body(of: second) == seed.sorted)
  }
}

extension JSON {
  /// The value with the members of every object sorted by key.
  fileprivate var sorted: JSON {
    switch self {
    case .object(let members):
      .object(
        members.map { Member($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
    case .array(let elements): .array(elements.map(\.sorted))
    case .number: double.map { .number("\($0)") } ?? self
    default: self
    }
  }
}
