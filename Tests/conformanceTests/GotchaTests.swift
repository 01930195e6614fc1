import Foundation
import Harness
import Reports
import Testing
import Transcripts

@testable import ReferenceServer

/// The rows of the article's table of gotchas that an endpoint can cause, each staged by a fault of its own. The
/// words are what a user reads: cause and remedy, for a vLLM, and for an endpoint that nothing identifies.
@Suite("Each gotcha of the article is reported with its cause and its remedy")
struct GotchaTests {
  /// A row of the table.
  struct Row: Sendable, CustomTestStringConvertible {
    let number: Int
    let fault: String
    let check: String
    /// What is found.
    let cause: [String]
    /// What is to be done about it, at a vLLM.
    let fix: [String]
    /// The same, where the engine is not known.
    let neutral: [String]

    var testDescription: String { "row \(number), \(fault)" }
  }

  static let rows = [
    Row(
      number: 4, fault: "budget-eaten", check: "finish/fits-the-budget",
      cause: ["while the model was still reasoning", "max_tokens is 1024"],
      fix: ["Raise `max_tokens` (2048-4096)", "reasoning counts against it"],
      neutral: ["Raise `max_tokens` (2048-4096)", "reasoning counts against it"]),
    Row(
      number: 5, fault: "no-call", check: "tools/expected-calls",
      cause: ["it calls nothing, where get_weather was asked for"],
      fix: ["--enable-auto-tool-choice", "--tool-call-parser", "startup logs"],
      neutral: ["turn tool calling on", "startup log"]),
    Row(
      number: 6, fault: "think-in-arguments", check: "reasoning/not-in-arguments",
      cause: ["reasoning", "arguments"],
      fix: ["--reasoning-parser", "model's card names"],
      neutral: ["reasoning parser", "model's card names"]),
    Row(
      number: 7, fault: "arguments-lose-a-brace", check: "tools/arguments-are-json",
      cause: ["not valid JSON", "unexpected-end at byte 20"],
      fix: ["Run again", "upstream"], neutral: ["Run again", "upstream"]),
    Row(
      number: 8, fault: "calls-again", check: "tools/expected-calls",
      cause: ["it calls get_weather, where an answer in words was asked for"],
      fix: ["`tool_call_id`", "echoes the `id` of the call"],
      neutral: ["four-step/round-trip", "`tool_call_id`", "echoes the `id` of the call"]),
  ]

  /// The text of a run of the four steps against the reference server.
  private func report(
    _ faults: [String], as traits: [String] = [], key: String? = nil, words: [String] = [],
    environment: [String: String] = [:]
  ) async throws -> Invocation {
    let server = try ReferenceServer(
      key: key, faults: faults.compactMap(Fault.named), persona: Persona(traits))
    defer { server.stop() }
    return try await Invocation.run(
      ["--endpoint", server.baseURL] + words, of: LawHarness.executable, environment: environment,
      in: Scratch())
  }

  /// A paragraph on one line, so that no wrapping divides what is looked for.
  private func unwrapped(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The block of a check that failed.
  private func block(of check: String, in output: String) -> String {
    let blocks = output.components(separatedBy: "\n\n")
    return unwrapped(blocks.first { $0.contains(check) && $0.hasPrefix("FAILED") } ?? "")
  }

  @Test("at a vLLM, in the words for vLLM", arguments: rows)
  func atVLLM(_ row: Row) async throws {
    let run = try await report(
      [row.fault], as: ["owner=vllm", "fingerprint=vllm-0.23.0-tp2-a536750c"])
    let block = block(of: row.check, in: run.output)
    for words in row.cause + row.fix { #expect(block.contains(words), "\(words)\n\(run.output)") }
    #expect(run.code == 1)
  }

  @Test("at an endpoint that nothing identifies, in words for any", arguments: rows)
  func anonymous(_ row: Row) async throws {
    let run = try await report([row.fault], as: ["owner=somebody", "fingerprint="])
    let block = block(of: row.check, in: run.output)
    for words in row.cause + row.neutral {
      #expect(block.contains(words), "\(words)\n\(run.output)")
    }
    #expect(!block.contains("vLLM") && !block.contains("--tool-call-parser"), "\(block)")
  }

  @Test("row 1: without a key, the phrase that jq prints is in the advice")
  func noKey() async throws {
    let run = try await report([], key: "sk-a-key-of-its-own")
    let text = unwrapped(run.output)
    #expect(text.contains("the endpoint wants a key, and none was sent (401)"))
    #expect(text.contains("Cannot iterate over null") && text.contains("--api-key-env NAME"))
    #expect(text.contains("Authorization: Bearer"))
    #expect(run.code == 3)
  }

  @Test("row 2: a model whose name differs in case alone is told apart")
  func caseOfTheModel() async throws {
    let run = try await report([], words: ["--model", "Reference-Model"])
    let text = unwrapped(run.output)
    #expect(text.contains("does not serve `Reference-Model`"))
    #expect(text.contains("differ in the case of their letters"))
    #expect(text.contains("--model reference-model"))
    #expect(run.code == 2)
  }

  @Test("row 11: a run on loopback says that the way through a proxy was not tested")
  func loopback() async throws {
    let run = try await report([])
    #expect(
      unwrapped(run.output).contains("what clients reach through a proxy or gateway was not tested")
    )
    #expect(run.code == 0)
  }

  @Test("row 11: a proxy that does not forward the path, or the bodies of POST requests")
  func proxy() async throws {
    let elsewhere = try await report(["path-elsewhere"])
    #expect(
      unwrapped(elsewhere.output).contains(
        "check that it forwards /v1/* to the server, POST bodies included"))
    let large = try await report(
      ["large-body-refused"], words: ["--profile", "agent", "--only", "limits/large-body"])
    #expect(unwrapped(large.output).contains("client_max_body_size"))
  }
}
