import Foundation
import Testing

@testable import ReferenceServer

@Suite(
  "conformance run: one clear sentence, the remedy, the right exit code", .serialized)
struct RunCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func run(_ words: String..., environment: [String: String] = [:]) async throws
    -> Invocation
  {
    try await Invocation.run(words, environment: environment, in: scratch)
  }

  @Test("with no endpoint it validates the reference server, says so, and keeps the run")
  func reference() async throws {
    let run = try await run()
    #expect(run.code == 0)
    #expect(run.notices.contains("validating the built-in reference server"))
    for line in ["✓ 1 of 4", "✓ 2 of 4", "✓ 3 of 4", "✓ 4 of 4", "conformant:", "kept in reports/"]
    {
      #expect(run.output.contains(line), "\(run.output)")
    }
    let record = try scratch.json("reports/latest/run.json")
    #expect(record["conformant"] as? Bool == true)
    #expect(record["ending"] as? String == "complete")
    let results = try #require(record["results"] as? [[String: Any]])
    // What spans exchanges has no transcript of its own.
    for result in results where result["verdict"] as? String == "pass" && result["step"] is Int {
      let transcript = try #require(result["transcript"] as? String)
      #expect(
        FileManager.default.fileExists(atPath: "\(scratch.path)/reports/latest/\(transcript)"))
    }
  }

  @Test("a fault is told with its check, place, blame, remedy and a way to learn more")
  func fault() async throws {
    let server = try ReferenceServer(
      faults: [Fault.named("arguments-lose-a-brace")].compactMap(\.self))
    let run = try await run("--endpoint", server.baseURL)
    #expect(run.code == 1)
    for part in [
      "FAILED tools/arguments-are-json", "(must, protocol)", "unexpected-end", "four-step/",
      "mend", "conformance explain tools/arguments-are-json", "not conformant",
    ] {
      #expect(run.output.contains(part), "\(run.output)")
    }
  }

  @Test("--json - prints the record alone")
  func recordAlone() async throws {
    let run = try await run("--json", "-")
    let record =
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
    #expect(record["format"] as? String == "conformance-run")
    #expect(record["version"] as? Int == 1)
    let summary = try #require(record["summary"] as? [String: Int])
    let results = try #require(record["results"] as? [[String: Any]])
    #expect(summary.values.reduce(0, +) == results.count)
    #expect(run.code == 0)
  }

  @Test("a failed `should` costs conformance only with --strict")
  func strict() async throws {
    let server = try ReferenceServer(faults: [Fault.named("json-as-text")].compactMap(\.self))
    let usual = try await run("--endpoint", server.baseURL)
    #expect(usual.code == 0)
    #expect(usual.output.contains("ADVICE http/json-content-type"))
    #expect(try await run("--endpoint", server.baseURL, "--strict").code == 1)
  }

  @Test("several models and none named: the list, and exit code 2")
  func severalModels() async throws {
    let several = Fault(
      "two-models", "Two models are listed.", unjudged: "for this test",
      by: .models { list in
        list = .object([
          .init(
            name: "data",
            value: .array(
              ["one", "two\u{1B}[31m"].map { .object([.init(name: "id", value: .string($0))]) }))
        ])
      })
    let server = try ReferenceServer(faults: [several])
    let run = try await run("--endpoint", server.baseURL)
    #expect(run.code == 2)
    #expect(run.notices.contains("--model one\n  --model two\\u{1b}[31m"))
    #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/reports"))
  }

  @Test("a model that is not served is a matter of usage")
  func unknownModel() async throws {
    let server = try ReferenceServer()
    let run = try await run("--endpoint", server.baseURL, "--model", "gpt-9")
    #expect(run.code == 2)
    #expect(run.output.contains("does not serve `gpt-9`"))
    #expect(run.output.contains("--model takes one of: reference-model"))
  }

  struct Obstacle: Sendable, CustomTestStringConvertible {
    let name: String
    var fault: String?
    var path = "/v1"
    var key: String?
    let says: String
    let tries: String

    var testDescription: String { name }
  }

  @Test(
    "what cannot be judged is said in one sentence, with a remedy and exit code 3",
    arguments: [
      Obstacle(name: "no key", key: "right", says: "wants a key", tries: "--api-key-env"),
      Obstacle(
        name: "wrong path", path: "/v2", says: "there is no http", tries: "usually end in /v1"),
      Obstacle(name: "no /v1", path: "", says: "(404)", tries: "/v1"),
      Obstacle(name: "/v1 twice", path: "/v1/v1", says: "(404)", tries: "/v1 twice"),
      Obstacle(
        name: "the full path", path: "/v1/chat/completions", says: "(404)", tries: "base URL"),
      Obstacle(name: "a login page", fault: "html-login", says: "HTML page", tries: "login page"),
      Obstacle(name: "silence", fault: "silent", says: "does not answer", tries: "--timeout"),
    ])
  func obstacles(_ obstacle: Obstacle) async throws {
    let server = try ReferenceServer(
      key: obstacle.key, faults: [obstacle.fault.flatMap(Fault.named)].compactMap(\.self))
    let endpoint = server.baseURL.replacing("/v1", with: obstacle.path)
    let run = try await run("--endpoint", endpoint, "--timeout", "5")
    #expect(run.code == 3)
    #expect(run.output.contains("cannot be judged: "))
    #expect(run.output.unwrapped.contains(obstacle.says), "\(run.output)")
    #expect(run.output.unwrapped.contains(obstacle.tries), "\(run.output)")
    let elapsed = try #require(try scratch.json("reports/latest/run.json")["elapsed_ms"] as? Double)
    #expect(elapsed < (obstacle.fault == "silent" ? 15_000 : 5_000))
  }

  @Test(
    "a gateway in the way is told for what it is",
    arguments: [
      (502, "text/html", "", "<html><title>502 Bad Gateway</title></html>", "not ready (502)"),
      (429, "application/json", "", "{}", "allows no more requests"),
      (302, "text/html", "https://sso.example/login?next=1", "", "single sign-on"),
      (301, "text/html", "https://llm.example/v1/models", "", "use https://llm.example/v1 as"),
      (200, "x" + String(repeating: "y", count: 1 << 20), "", "{}", "more than is read of any"),
      (
        200, "application/json", "", String(repeating: "[", count: 500),
        "not JSON (too-deep at byte"
      ),
    ])
  func gateways(_ status: Int, _ type: String, _ to: String, _ body: String, _ says: String)
    async throws
  {
    let gateway = Fault(
      "gateway", "Something answers in the server's place.", unjudged: "for this test",
      by: .anything { script in
        let location = to.isEmpty ? "" : "Location: \(to)\r\n"
        let head =
          "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\n\(location)"
          + "Content-Length: \(body.utf8.count)\r\n\r\n"
        script.steps = [.send(Array((head + body).utf8)), .close]
      })
    let server = try ReferenceServer(faults: [gateway])
    let run = try await run("--endpoint", server.baseURL)
    #expect(run.code == 3)
    #expect(run.output.unwrapped.contains(says), "\(run.output)")
  }

  @Test("a gateway that refuses everything in the same words is no endpoint that can be judged")
  func refusesAll() async throws {
    let gateway = Fault(
      "no-db", "Every request is refused.", unjudged: "for this test",
      by: .anything { script in
        script = Script(
          .refusal(Refusal(status: 400, message: "No connected db.")), to: .unreadable)
      })
    let server = try ReferenceServer(faults: [gateway])
    let run = try await run("--endpoint", server.baseURL, "--model", "m")
    #expect(run.code == 3)
    #expect(run.output.contains("refuses everything, in the same words (400)"), "\(run.output)")
    #expect(run.output.contains("No connected db."))
  }

  @Test("an answer that never ends is told apart from none")
  func endless() async throws {
    let endless = Fault(
      "endless", "The answer stops halfway.", unjudged: "for this test",
      by: .anything { script in
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"
        script.steps = [.send(Array("\(head){\"data\":".utf8)), .hang]
      })
    let server = try ReferenceServer(faults: [endless])
    let run = try await run("--endpoint", server.baseURL, "--timeout", "1")
    #expect(run.code == 3)
    #expect(run.output.unwrapped.contains("does not finish its answer"), "\(run.output)")
  }

  @Test("too many requests leave the run undecided, not failed")
  func tooBusy() async throws {
    let busy = Fault(
      "busy", "Requests with tools meet a 429.", unjudged: "for this test",
      by: .reply { reply, request in
        if !request.tools.isEmpty {
          reply = .refusal(Refusal(status: 429, message: "slow down", type: "rate_limit"))
        }
      })
    let server = try ReferenceServer(faults: [busy])
    let run = try await run("--endpoint", server.baseURL)
    #expect(run.code == 3)
    #expect(run.output.contains("too busy to answer (429)"), "\(run.output)")
  }

  @Test("a wrong key is told apart from a missing one, and appears nowhere")
  func wrongKey() async throws {
    let key = "sk-wrong/+key%20with&signs"
    let server = try ReferenceServer(key: "right")
    let run = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", environment: ["MY_KEY": key])
    #expect(run.code == 3)
    #expect(run.output.contains("the key was rejected (401)"))
    #expect(!(run.output + run.notices).contains(key))
  }

  @Test("SSL_CERT_FILE names the certificates to trust")
  func certificates() async throws {
    let server = try ReferenceServer()
    let url = server.baseURL.replacing("http:", with: "https:")
    let run = try await run("--endpoint", url, environment: ["SSL_CERT_FILE": "/there/is/none"])
    #expect(run.code == 3)
    #expect(run.output.contains("/there/is/none"), "\(run.output)")
  }

  @Test("nothing listening is said at once")
  func refused() async throws {
    let server = try ReferenceServer()
    let endpoint = server.baseURL
    server.stop()
    let run = try await run("--endpoint", endpoint)
    #expect(run.code == 3)
    #expect(run.output.contains("nothing listens at 127.0.0.1"))
  }

  @Test("the key appears in no file and no output, not even where the endpoint repeats it")
  func keyNowhere() async throws {
    let key = "sk-Sécret".replacing("é", with: "e") + "/+0123456789="
    let echo = Fault(
      "echo", "The key is repeated in every answer.", unjudged: "for this test",
      by: .reply { reply, _ in reply["X-Echo"] = "Bearer \(key)" },
      .document {
        $0["echo"] = .string("\(key) \(key.utf8.map { String(format: "%%%02X", $0) }.joined())")
      })
    let server = try ReferenceServer(key: key, faults: [echo])
    let run = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", "--verbose", "--json", "out.json",
      environment: ["MY_KEY": key])
    #expect(run.code == 0, "\(run.output)")
    let spellings = [
      key, Data(key.utf8).base64EncodedString(),
      key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? key,
      key.replacing("/", with: "\\/"),
    ]
    let files = scratch.files()
    #expect(files.count > 20)
    for (name, bytes) in files {
      for spelling in spellings {
        #expect(bytes.firstRange(of: Data(spelling.utf8)) == nil, "\(name) holds \(spelling)")
      }
    }
    #expect(files.contains { $0.bytes.firstRange(of: Data("X-Echo: Bearer ***".utf8)) != nil })
  }

  @Test("a key that the endpoint lists as a model is masked wherever the model is named")
  func keyAsModel() async throws {
    let key = "sk-Listed/0123456789"
    let lists = [[key], ["one", key]].map { names in
      Fault(
        "lister", "The key is listed as a model.", unjudged: "for this test",
        by: .models { list in
          list["data"] = .array(names.map { ["id": .string($0), "object": "model"] })
        })
    }
    for (list, code) in zip(lists, [2, 2] as [Int32]) {
      let server = try ReferenceServer(key: key, faults: [list])
      let run = try await run(
        "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", "--json", "out.json",
        environment: ["MY_KEY": key])
      #expect(run.code == code, "\(run.output)\(run.notices)")
      #expect((run.output + run.notices).contains("***"))
      #expect(!(run.output + run.notices).contains(key))
    }
    for (name, bytes) in scratch.files() {
      #expect(bytes.firstRange(of: Data(key.utf8)) == nil, "\(name)")
      #expect(!name.contains("sk-Listed"), "\(name)")
    }
  }

  @Test("a key that is part of the model's name does not change what is sent")
  func keyInModel() async throws {
    let server = try ReferenceServer(key: "reference")
    let run = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", environment: ["MY_KEY": "reference"])
    #expect(run.code == 0, "\(run.output)")
  }

  @Test("a model list that the key may not read stops nobody who names the model")
  func closedList() async throws {
    let closed = Fault(
      "closed-list", "The list is closed to this key.", unjudged: "for this test",
      by: .models { $0 = .object([.init(name: "error", value: .string("missing scope"))]) })
    let server = try ReferenceServer(faults: [closed])
    let unnamed = try await run("--endpoint", server.baseURL)
    #expect(unnamed.code == 3)
    #expect(unnamed.output.contains("--model ID"))
    let named = try await run("--endpoint", server.baseURL, "--model", "reference-model")
    #expect(named.code == 1)
    #expect(named.output.contains("FAILED models/lists-models"))
  }

  @Test("what an earlier run left in the --json file does not stay when this one has no record")
  func staleRecord() async throws {
    let file = "\(scratch.path)/out.json"
    try Data("{}".utf8).write(to: URL(filePath: file))
    let server = try ReferenceServer(persona: Persona(["models=another"]))
    let wrong = try await run(
      "--endpoint", server.baseURL, "--only", "nothing/*", "--json", "out.json")
    #expect(wrong.code == 2 && FileManager.default.fileExists(atPath: file))
    let run = try await run("--endpoint", server.baseURL, "--json", "out.json")
    #expect(run.code == 2 && run.notices.contains("choose one"), "\(run.notices)")
    #expect(!FileManager.default.fileExists(atPath: file))
  }
}

extension String {
  /// The text with its lines joined, for looking up words that wrapping may have parted.
  fileprivate var unwrapped: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
