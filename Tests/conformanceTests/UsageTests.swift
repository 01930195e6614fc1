import Harness
import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("conformance run: command line and environment", .serialized)
struct UsageTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test("OPENAI_BASE_URL and OPENAI_API_KEY are used together, and never separately")
  func pair() async throws {
    let server = try ReferenceServer(key: "sk-together")
    let both = try await run(
      environment: ["OPENAI_BASE_URL": server.baseURL, "OPENAI_API_KEY": "sk-together"])
    #expect(both.code == 0 && both.notices.isEmpty)
    #expect(try scratch.record()["target"]?["endpoint"]?.string == server.baseURL)
    let urlAlone = try await run(environment: ["OPENAI_BASE_URL": server.baseURL])
    #expect(urlAlone.code == 2)
    let named = try await run(
      "--endpoint", server.baseURL, environment: ["OPENAI_API_KEY": "sk-together"])
    #expect(named.code == 3)
  }

  /// A wrong command line, and what the error message must name: the option or value, and what to write instead.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let words: [String]
    let tokens: [String]

    init(_ words: String..., names tokens: String...) {
      self.words = words
      self.tokens = tokens
    }

    var testDescription: String { words.joined(separator: " ") }
  }

  @Test(
    "wrong usage is rejected before anything is sent, with the option and what to write instead",
    arguments: [
      Mistake("--endpont", "x", names: "--endpont", "--endpoint"),
      Mistake("--jobs", "0", names: "--jobs", "256"),
      Mistake("--timeout", names: "--timeout"),
      Mistake("--profile", "agnet", names: "agnet", "agent", "four-step"),
      Mistake("--only", "four-step/tool-cal", names: "four-step/tool-call"),
      Mistake("--endpoint", "localhost:8000", names: "--endpoint localhost:8000", "http://"),
      Mistake("--endpoint", "ftp://x/v1", names: "--endpoint ftp://x/v1", "http"),
      Mistake("--endpoint", "http://u:p@127.0.0.1/v1", names: "--endpoint", "--api-key-env"),
      Mistake("--endpoint", "http://127.0.0.1/v1?key=1", names: "--endpoint", "?"),
      Mistake("--api-key-env", "NOT_SET", "--endpoint", "http://127.0.0.1/v1", names: "NOT_SET"),
      Mistake(
        "--api-key-env", "sk-1234", "--endpoint", "http://127.0.0.1/v1", names: "--api-key-env"),
      Mistake("--requirements", "2026-99", names: "2026-99", "2026-12"),
      Mistake("--json", "/nowhere/x.json", names: "--json /nowhere/x.json"),
      Mistake("--quiet", "--verbose", names: "--quiet", "--verbose"),
      Mistake("jugde", names: "jugde", "judge"),
      Mistake("--suites", "nowhere", names: "nowhere"),
      Mistake("--quiet=yes", names: "--quiet"),
      Mistake("--engine", "vlm", names: "--engine", "vlm", "vllm"),
      Mistake("--jobs", "1.5", names: "--jobs", "1.5"),
      Mistake("--jobs", "0x10", names: "--jobs", "0x10"),
      Mistake("--trials", "12", names: "--trials", "12", "13"),
      Mistake("--timeout", "1e3", names: "--timeout", "1e3", "0.1"),
      Mistake("--max-tokens", "0", names: "--max-tokens"),
      Mistake("--endpoint", "", names: "--endpoint"),
      Mistake("--reports", "", names: "--reports"),
      Mistake("--reports", "/dev/null/x", names: "/dev/null", "--reports"),
      Mistake("--endpoint", "http:///v1", names: "--endpoint http:///v1"),
      Mistake("--endpoint", "http://ex\u{E4}mple.invalid/v1", names: "--endpoint", "xn--"),
      Mistake("http://127.0.0.1/v1", names: "--endpoint http://127.0.0.1/v1"),
      Mistake("\u{1B}[31mrun", names: "\\u{1b}[31mrun"),
      Mistake(
        "--api-key-env", "SK1234CAPITALS", "--endpoint", "http://127.0.0.1/v1",
        names: "--api-key-env"),
    ])
  func usage(_ mistake: Mistake) async throws {
    let run = try await run(mistake.words)
    #expect(run.code == 2)
    for token in mistake.tokens { #expect(run.notices.contains(token), "\(run.notices)") }
    #expect(run.output.isEmpty)
    #expect(!run.notices.contains("sk-1234"))
    #expect(!run.notices.contains("SK1234"))
    #expect(!scratch.holds("reports"))
  }

  @Test("a key is sent to another machine over plain http only if that is allowed")
  func plainKey() async throws {
    let run = try await run(
      "--endpoint", "http://192.0.2.1/v1", "--api-key-env", "MY_KEY",
      environment: ["MY_KEY": "sk-secret"])
    #expect(run.refused("--allow-http-key"), "\(run.notices)")
  }

  @Test(
    "a switch in the environment is on, off or rejected",
    arguments: [
      ("off", 2, ["--allow-http-key"]),
      ("maybe", 2, ["CONFORMANCE_ALLOW_HTTP_KEY", "maybe"]), ("on", 3, []),
    ] as [(String, Int32, [String])])
  func switches(_ value: String, _ code: Int32, _ tokens: [String]) async throws {
    let run = try await run(
      "--endpoint", "http://192.0.2.1/v1", "--api-key-env", "MY_KEY", "--timeout", "0.2",
      environment: ["MY_KEY": "sk-secret", "CONFORMANCE_ALLOW_HTTP_KEY": value])
    #expect(run.code == code, "\(run.notices)")
    for token in tokens { #expect(run.notices.contains(token), "\(run.notices)") }
  }

  @Test("every option can be set by an environment variable")
  func variables() async throws {
    let server = try ReferenceServer()
    let run = try await run(
      environment: [
        "CONFORMANCE_ENDPOINT": server.baseURL, "CONFORMANCE_ONLY": "four-step/model-list,models/*",
        "CONFORMANCE_REPORTS": "elsewhere",
      ])
    #expect(run.code == 0, "\(run.printed)")
    #expect(try scratch.record("elsewhere/latest").cases.count == 1)
  }

  @Test(
    "a variable that is set and empty does not select another endpoint",
    arguments: ["CONFORMANCE_ENDPOINT", "CONFORMANCE_API_KEY_ENV", "OPENAI_BASE_URL"])
  func empty(_ variable: String) async throws {
    let run = try await run(environment: [variable: "", "OPENAI_API_KEY": "sk-alone"])
    #expect(run.refused(variable), "\(run.notices)")
    #expect(run.output.isEmpty)
  }

  @Test("OPENAI_API_KEY alone is ignored with a notice, unless an endpoint is named")
  func keyAlone() async throws {
    let variables = ["OPENAI_API_KEY": "sk-alone"]
    let alone = try await run("--only", "four-step/model-list", environment: variables)
    #expect(alone.code == 0)
    #expect(
      alone.notices.contains("OPENAI_API_KEY") && alone.notices.contains("OPENAI_BASE_URL"))
    let server = try ReferenceServer()
    let named = try await run(
      "--endpoint", server.baseURL, "--only", "four-step/model-list", environment: variables)
    #expect(named.code == 0 && named.notices.isEmpty)
  }

  @Test("a path may contain an @")
  func pathWithAt() async throws {
    let server = try ReferenceServer()
    let run = try await run("--endpoint", "\(server.baseURL)/@scope/v1")
    #expect(run.code == 3)
    #expect(try scratch.record().problemText.contains("404"))
  }

  @Test("--max-tokens replaces the profile's number", arguments: [false, true])
  func maxTokens(_ isVariable: Bool) async throws {
    let run = try await run(
      ["--only", "four-step/tool-call"] + (isVariable ? [] : ["--max-tokens", "77"]),
      environment: isVariable ? ["CONFORMANCE_MAX_TOKENS": "77"] : [:])
    #expect(run.code == 0)
    let kept = try scratch.json("reports/latest/transcripts/four-step/tool-call/1-1.json")
    #expect(kept["request"]?["body"]?["max_tokens"] == 77)
  }

  @Test("--quiet prints what was judged, and the run's folder only if something is wrong")
  func quiet() async throws {
    let sound = try await run("--quiet", "--only", "four-step/model-list")
    let record = try scratch.record()
    #expect(sound.code == 0)
    let line = try #require(sound.output.split(separator: "\n").first)
    #expect(line.contains(try #require(record["target"]?["endpoint"]?.string)))
    #expect(line.contains("reference-model") && line.contains("\(record.count(.pass))"))
    #expect(!sound.output.contains("reports/"))
    let faulty = try await validate(faults: ["no-done"], "--quiet")
    #expect(faulty.code == 1 && faulty.output.contains("reports/20"))
  }

  @Test(
    "a run whose output cannot be written does not succeed",
    arguments: [">&-", "--json - >&-", ">/dev/full"])
  func lostOutput(_ redirection: String) async throws {
    let run = try await bash("exec \"$0\" --only four-step/model-list \(redirection)")
    #expect(run.code == 2)
  }
}
