import Foundation
import Harness
import JQ
import Testing
import JSONText
import Transcripts

@testable import ReferenceServer
@testable import Reports

/// The rows of the article's table of gotchas that an endpoint can cause, each caused by a fault. Each must be
/// reported with its check and remedies; for vLLM with vLLM's flags, for an unknown engine without.
@Suite("Each gotcha of the article is reported with its cause and its remedies")
struct GotchaTests {
  /// A row of the table.
  struct Row: Sendable, CustomTestStringConvertible {
    let number: Int
    let fault: String
    let check: String
    /// What kind of failure it is, if the check distinguishes several.
    var about: String?
    /// What the finding contains: names and numbers of the request or the response.
    var values: [String] = []
    /// The ids of the remedies, the most likely first.
    let remedies: [String]
    /// The flags, fields and paths that the remedies name for vLLM.
    var flags: [String] = []
    /// The fields and paths that they name for any engine.
    var fields: [String] = []

    var testDescription: String { "row \(number), \(fault)" }
  }

  static let rows = [
    Row(
      number: 4, fault: "budget-eaten", check: "finish/fits-the-budget",
      values: ["max_tokens", "1024"], remedies: ["raise-max-tokens"],
      fields: ["max_tokens", "2048", "4096", "--max-tokens"]),
    Row(
      number: 5, fault: "no-call", check: "tools/expected-calls", about: "none",
      values: ["get_weather"], remedies: ["tool-parser-missing"],
      flags: ["--enable-auto-tool-choice", "--tool-call-parser"]),
    Row(
      number: 6, fault: "think-in-arguments", check: "reasoning/not-in-arguments",
      remedies: ["reasoning-parser"], flags: ["--reasoning-parser"]),
    Row(
      number: 7, fault: "arguments-lose-a-brace", check: "tools/arguments-are-json",
      values: ["the text ends", "20"], remedies: ["rerun-then-report"]),
    Row(
      number: 8, fault: "calls-again", check: "tools/expected-calls", about: "again",
      values: ["get_weather"], remedies: ["result-not-consumed"],
      fields: ["tool_call_id", "`id`", "`tool`"]),
  ]

  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// The record of a run of the four steps, with all suites, against a reference server.
  private func run(
    _ faults: [String] = [], as traits: [String] = [], key: String? = nil, words: [String] = []
  ) async throws -> (code: Int32, record: KeptRecord) {
    let server = try ReferenceServer(
      key: key, faults: faults.map { try #require(Fault.named($0), "\($0)") },
      persona: Persona(traits))
    defer { server.stop() }
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL] + words, in: scratch)
    return (run.code, try scratch.record())
  }

  private func expectFound(_ row: Row, in record: KeptRecord) {
    #expect(record.checks(.failed).contains(row.check))
    let findings = record.findings(of: row.check)
    #expect(row.about == nil || findings.contains { $0["about"]?.string == row.about })
    let messages = findings.compactMap { $0["message"]?.string }
    for value in row.values {
      #expect(messages.contains { $0.contains(value) }, "\(value): \(messages)")
    }
    let remedies = record.remedies(of: row.check)
    for id in row.remedies { #expect(remedies.contains(id), "\(remedies)") }
    let text = record.remedyText(of: row.check)
    for field in row.fields { #expect(text.contains(field), "\(field): \(text)") }
  }

  @Test("for vLLM, with vLLM's flags", arguments: rows)
  func atVLLM(_ row: Row) async throws {
    let (code, record) = try await run(
      [row.fault], as: ["owner=vllm", "fingerprint=vllm-0.23.0-tp2-a536750c"])
    #expect(code == 1)
    #expect(record.run.engine == "vllm")
    expectFound(row, in: record)
    let text = record.remedyText(of: row.check)
    for flag in row.flags { #expect(text.contains(flag), "\(flag): \(text)") }
  }

  @Test("for an unknown engine, without the flags of any", arguments: rows)
  func anonymous(_ row: Row) async throws {
    let (code, record) = try await run([row.fault], as: ["owner=somebody", "fingerprint="])
    #expect(code == 1)
    #expect(record.run.engine == nil)
    expectFound(row, in: record)
    let text = record.remedyText(of: row.check)
    for flag in row.flags + ["vllm", "vLLM", "--tool-call-parser"] {
      #expect(!text.contains(flag), "\(flag): \(text)")
    }
  }

  @Test("row 1: without a key, the advice contains the message that jq prints")
  func noKey() async throws {
    let (code, record) = try await run(key: "sk-a-separate-key")
    #expect(code == 3)
    for token in [
      "401", "--api-key-env", "Authorization: Bearer", "Cannot iterate over null",
    ] {
      #expect(record.problemText.contains(token), "\(record.problemText)")
    }
  }

  @Test("row 2: a model name that differs only in case is recognised")
  func caseOfTheModel() async throws {
    let (code, record) = try await run(words: ["--model", "Reference-Model"])
    #expect(code == 2 && record.problem?["usage"] == true)
    #expect(record.problem?["what"]?.string?.contains("Reference-Model") == true)
    #expect(record.problemRemedies.first?.contains("--model reference-model") == true)
  }

  @Test("row 11: a run on loopback reports that no proxy was tested")
  func loopback() async throws {
    let worker = try await LawHarness.shared.value.worker
    func likeness(of endpoint: String) async throws -> [String] {
      let input: JSON = [
        "target": ["endpoint": .string(endpoint), "model": "m"], "preflight": [],
        "transcripts": [],
      ]
      let evaluation = await worker.evaluate(
        #"include "identity"; identity | .likeness[] | .name"#, on: input.text, within: 10)
      try #require(evaluation.ending == .complete)
      return evaluation.outputs
    }
    // What the run says about the way to the endpoint, for an endpoint of this machine alone.
    let names = try await (
      local: likeness(of: "http://127.0.0.1:8000/v1"), remote: likeness(of: "https://a.example/v1")
    )
    #expect(names.local.count == names.remote.count + 1, "\(names)")
    let own = try #require(names.local.first { !names.remote.contains($0) })
    let (code, record) = try await run()
    #expect(code == 0)
    let shown = record["identity"]?["likeness"]?.array ?? []
    #expect(shown.contains { $0["name"]?.text == own })
  }

  @Test("row 11: a proxy that does not forward the path, or the bodies of POST requests")
  func proxy() async throws {
    let elsewhere = try await run(["path-elsewhere"])
    #expect(
      elsewhere.record.problemRemedies.contains { $0.contains("/v1/*") && $0.contains("POST") })
    let large = try await run(
      ["large-body-refused"], words: ["--profile", "agent", "--only", "limits/large-body"])
    let text = try #require(large.record.failed.map(large.record.remedyText).first)
    #expect(text.contains("client_max_body_size"))
  }
}
