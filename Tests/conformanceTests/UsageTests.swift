import Foundation
import Testing

@testable import ReferenceServer

@Suite("conformance run: what the command line and the environment mean", .serialized)
struct UsageTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func run(_ words: String..., environment: [String: String] = [:]) async throws
    -> Invocation
  {
    try await Invocation.run(words, environment: environment, in: scratch)
  }

  @Test("the pair OPENAI_BASE_URL and OPENAI_API_KEY is used together, and never apart")
  func pair() async throws {
    let server = try ReferenceServer(key: "sk-together")
    let both = try await run(
      environment: ["OPENAI_BASE_URL": server.baseURL, "OPENAI_API_KEY": "sk-together"])
    #expect(both.code == 0)
    #expect(!both.notices.contains("built-in"))
    let urlAlone = try await run(environment: ["OPENAI_BASE_URL": server.baseURL])
    #expect(urlAlone.code == 2)
    let named = try await run(
      "--endpoint", server.baseURL, environment: ["OPENAI_API_KEY": "sk-together"])
    #expect(named.code == 3)
  }

  @Test(
    "wrong usage is refused before anything is sent, with what to write instead",
    arguments: [
      (["--endpont", "x"], "perhaps --endpoint is meant"), (["--jobs", "0"], "from 1 to 256"),
      (["--timeout"], "wants a value"), (["--profile", "agnet"], "profiles: agent, four-step"),
      (["--only", "four-step/tool-cal"], "perhaps `four-step/tool-call` is meant"),
      (["--endpoint", "localhost:8000"], "--endpoint"), (["--endpoint", "ftp://x/v1"], "http"),
      (["--endpoint", "http://u:p@127.0.0.1/v1"], "goes by --api-key-env"),
      (["--endpoint", "http://127.0.0.1/v1?key=1"], "leave out `?`"),
      (["--api-key-env", "NOT_SET", "--endpoint", "http://127.0.0.1/v1"], "NOT_SET"),
      (["--api-key-env", "sk-1234", "--endpoint", "http://127.0.0.1/v1"], "not the key itself"),
      (["--requirements", "2026-99"], "there are no requirements"),
      (["--json", "/nowhere/x.json"], "cannot be written"),
      (["--quiet", "--verbose"], "exclude each other"), (["jugde"], "perhaps `judge` is meant"),
      (["--suites", "nowhere"], "no such folder"), (["--quiet=yes"], "takes no value"),
      (["--jobs", "1.5"], "a whole number"), (["--jobs", "0x10"], "a whole number"),
      (["--trials", "12"], "it takes 13 or more"), (["--timeout", "1e3"], "from 0.1"),
      (["--max-tokens", "0"], "from 1 to"),
      (["--endpoint", ""], "--endpoint wants a value"), (["--reports", ""], "wants a value"),
      (["--reports", "/dev/null/x"], "/dev/null is no folder"),
      (["--endpoint", "http:///v1"], "names no host"),
      (["--endpoint", "http://ex\u{E4}mple.invalid/v1"], "xn--"),
      (["http://127.0.0.1/v1"], "perhaps --endpoint http://127.0.0.1/v1 is meant"),
      (["\u{1B}[31mrun"], "`\\u{1b}[31mrun`"),
      (["--api-key-env", "SK1234CAPITALS", "--endpoint", "http://127.0.0.1/v1"], "export it"),
    ])
  func usage(_ words: [String], _ says: String) async throws {
    let run = try await Invocation.run(words, in: scratch)
    #expect(run.code == 2)
    #expect(run.notices.contains(says), "\(run.notices)")
    #expect(run.output.isEmpty)
    #expect(!run.notices.contains("sk-1234"))
    #expect(!run.notices.contains("SK1234"))
  }

  @Test("a key is not sent over plain http to another machine unless that is allowed")
  func plainKey() async throws {
    let words = ["--endpoint", "http://192.0.2.1/v1", "--api-key-env", "MY_KEY"]
    let run = try await Invocation.run(words, environment: ["MY_KEY": "sk-secret"], in: scratch)
    #expect(run.code == 2)
    #expect(run.notices.contains("--allow-http-key"))
  }

  @Test(
    "a switch of the environment is on, off or refused",
    arguments: [("off", 2, "--allow-http-key"), ("maybe", 2, "it takes 1 or 0"), ("on", 3, "")])
  func switches(_ value: String, _ code: Int32, _ says: String) async throws {
    let run = try await Invocation.run(
      ["--endpoint", "http://192.0.2.1/v1", "--api-key-env", "MY_KEY", "--timeout", "0.2"],
      environment: ["MY_KEY": "sk-secret", "CONFORMANCE_ALLOW_HTTP_KEY": value], in: scratch)
    #expect(run.code == code && (says.isEmpty || run.notices.contains(says)), "\(run.notices)")
  }

  @Test("options have twins in the environment")
  func twins() async throws {
    let server = try ReferenceServer()
    let run = try await run(
      environment: [
        "CONFORMANCE_ENDPOINT": server.baseURL, "CONFORMANCE_ONLY": "four-step/model-list,models/*",
        "CONFORMANCE_REPORTS": "elsewhere",
      ])
    #expect(run.code == 0, "\(run.output)\(run.notices)")
    let record = try scratch.json("elsewhere/latest/run.json")
    #expect((record["cases"] as? [Any])?.count == 1)
  }

  @Test(
    "a variable that is set and empty never has another endpoint judged",
    arguments: ["CONFORMANCE_ENDPOINT", "CONFORMANCE_API_KEY_ENV", "OPENAI_BASE_URL"])
  func empty(_ variable: String) async throws {
    let run = try await run(environment: [variable: "", "OPENAI_API_KEY": "sk-alone"])
    #expect(run.code == 2)
    #expect(run.notices.contains("\(variable) is set and empty"))
    #expect(run.output.isEmpty)
  }

  @Test("OPENAI_API_KEY alone is told to be of no use, unless an endpoint is named")
  func keyAlone() async throws {
    let variables = ["OPENAI_API_KEY": "sk-alone"]
    let alone = try await run("--only", "four-step/model-list", environment: variables)
    #expect(alone.code == 0)
    #expect(alone.notices.contains("without OPENAI_BASE_URL, and is not used"))
    let server = try ReferenceServer()
    let named = try await run(
      "--endpoint", server.baseURL, "--only", "four-step/model-list", environment: variables)
    #expect(named.code == 0 && named.notices.isEmpty)
  }

  @Test("a path may hold an @")
  func pathWithAt() async throws {
    let server = try ReferenceServer()
    let run = try await run("--endpoint", "\(server.baseURL)/@scope/v1")
    #expect(run.code == 3 && run.output.contains("(404)"))
  }

  @Test("--max-tokens takes the place of the profile's number", arguments: [false, true])
  func maxTokens(_ isVariable: Bool) async throws {
    let run = try await Invocation.run(
      ["--only", "four-step/tool-call"] + (isVariable ? [] : ["--max-tokens", "77"]),
      environment: isVariable ? ["CONFORMANCE_MAX_TOKENS": "77"] : [:], in: scratch)
    #expect(run.code == 0)
    let kept = try scratch.json("reports/latest/transcripts/four-step/tool-call/1-1.json")
    let body = (kept["request"] as? [String: Any])?["body"] as? [String: Any]
    #expect(body?["max_tokens"] as? Int == 77)
  }

  @Test("--quiet tells what was judged, and where to look when something is wrong")
  func quiet() async throws {
    let sound = try await run("--quiet", "--only", "four-step/model-list")
    let line = try #require(sound.output.split(separator: "\n").first)
    #expect(line.hasPrefix("conformant: ") && line.hasSuffix("/v1, reference-model)"))
    #expect(!sound.output.contains("kept in"))
    let server = try ReferenceServer(faults: [Fault.named("no-done")].compactMap(\.self))
    let faulty = try await run("--quiet", "--endpoint", server.baseURL)
    #expect(faulty.code == 1 && faulty.output.contains("kept in reports/"))
  }

  @Test(
    "output that gets nowhere is no success", arguments: [">&-", "--json - >&-", ">/dev/full"])
  func lostOutput(_ redirection: String) async throws {
    let run = try await Invocation.run(
      ["-c", "exec \"$0\" --only four-step/model-list \(redirection)", LawHarness.executable],
      of: "/bin/sh", in: scratch)
    #expect(run.code == 2)
  }
}
