import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("An endpoint that cannot be judged: the cause, what to try, and exit code 3", .serialized)
struct PreflightProblemTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  struct Obstacle: Sendable, CustomTestStringConvertible {
    let name: String
    var fault: String?
    var path = "/v1"
    var key: String?
    /// What the problem names: a status, a URL.
    var what = ""
    /// What one of its remedies names: an option, a header, a URL. `BASE` is the right base URL.
    var remedy: String?
    /// What none of its remedies may name.
    var without: String?

    var testDescription: String { name }
  }

  @Test(
    "is reported with the status or URL, and an option or URL to try",
    arguments: [
      Obstacle(name: "no key", key: "right", what: "401", remedy: "--api-key-env"),
      Obstacle(name: "wrong path", path: "/v2", what: "404", remedy: "BASE"),
      Obstacle(name: "no /v1", path: "", what: "404", remedy: "BASE"),
      Obstacle(
        name: "/v1 twice", path: "/v1/v1", what: "404", remedy: "BASE", without: "BASE/v1"),
      Obstacle(
        name: "the full path", path: "/v1/chat/completions", what: "404", remedy: "BASE",
        without: "BASE/chat"),
      Obstacle(name: "a login page", fault: "html-login", what: "HTML", without: "BASE"),
      Obstacle(name: "silence", fault: "silent", what: "BASE/models", remedy: "--timeout"),
    ])
  func obstacles(_ obstacle: Obstacle) async throws {
    let server = try ReferenceServer(
      key: obstacle.key, faults: [obstacle.fault.flatMap(Fault.named)].compactMap(\.self))
    let endpoint = server.baseURL.replacing("/v1", with: obstacle.path)
    let run = try await run("--endpoint", endpoint, "--timeout", "5")
    #expect(run.code == 3)
    let record = try scratch.record()
    func named(_ text: String) -> String { text.replacing("BASE", with: server.baseURL) }
    let what = try #require(record.problem?["what"]?.string)
    #expect(what.contains(named(obstacle.what)), "\(what)")
    let remedies = record.problemRemedies
    #expect(
      remedies.contains { remedy in
        obstacle.remedy.map { remedy.contains(named($0)) } ?? true
          && obstacle.without.map { !remedy.contains(named($0)) } ?? true
      }, "\(remedies)")
    #expect(record.problem?["usage"] == false)
    // The report shows the same.
    #expect(run.output.contains(obstacle.what.replacing("BASE", with: "")), "\(run.output)")
    // The wire time is not that of the process: all but the silent server respond at once, and the silent one is
    // given up after 5 s. Twice that allows for a busy machine.
    let total = try #require(try exchange()["timing"]?["total_ms"]?.double)
    if obstacle.fault == "silent" {
      #expect(try exchange()["timeout"] == ["phase": "first-byte", "seconds": 5])
      #expect((5000..<10_000).contains(total))
    } else {
      #expect(total < 5000)
    }
  }

  /// The first exchange of the run.
  private func exchange() throws -> JSON {
    try scratch.json("reports/latest/transcripts/preflight/1-1.json")
  }

  /// What a gateway answers, and what the problem and its remedies have to name.
  struct Gateway: Sendable, CustomTestStringConvertible {
    let status: Int
    var type = "application/json"
    var location = ""
    var body = "{}"
    let tokens: [String]

    var testDescription: String { "\(status) \(tokens)" }

    /// The response as it is sent.
    var bytes: [UInt8] {
      let location = location.isEmpty ? "" : "Location: \(location)\r\n"
      let head =
        "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\n\(location)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n"
      return Array((head + body).utf8)
    }
  }

  @Test(
    "a gateway that responds instead is recognised",
    arguments: [
      Gateway(
        status: 502, type: "text/html", body: "<html><title>502 Bad Gateway</title></html>",
        tokens: ["502", "--wait-ready"]),
      Gateway(status: 429, tokens: ["429", "Retry-After"]),
      Gateway(
        status: 302, type: "text/html", location: "https://sso.example/login?next=1", body: "",
        tokens: ["302", "https://sso.example/login?next=1"]),
      Gateway(
        status: 301, type: "text/html", location: "https://llm.example/v1/models", body: "",
        tokens: ["301", "https://llm.example/v1", "--endpoint"]),
      Gateway(
        status: 200, type: "x" + String(repeating: "y", count: 1 << 20), tokens: ["/models"]),
      Gateway(
        status: 200, body: String(repeating: "[", count: 500), tokens: ["JSON"]),
    ])
  func gateways(_ gateway: Gateway) async throws {
    let fault = Fault(
      "gateway", "A gateway responds instead of the server.", unjudged: "for this test",
      by: .anything { script in script.steps = [.send(gateway.bytes), .close] })
    let server = try ReferenceServer(faults: [fault])
    let run = try await run("--endpoint", server.baseURL)
    #expect(run.code == 3)
    let record = try scratch.record()
    for token in gateway.tokens {
      #expect(record.problemText.contains(token), "\(record.problemText)")
    }
    // A remedy names base URLs.
    #expect(!record.problemRemedies.contains { $0.contains("/v1/models") })
    #expect(try (exchange()["ending"] == "too-large") == (gateway.type.count > 1 << 20))
  }

  @Test("a gateway that rejects every request with the same message cannot be judged")
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
    let problem = try #require(scratch.record().problem)
    #expect(problem["what"]?.string?.contains("400") == true)
    #expect(problem["saw"] == "No connected db.")
    #expect(run.output.contains("No connected db."))
  }

  @Test("a response that does not end is distinguished from no response")
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
    #expect(try ["idle", "total"].contains(exchange()["timeout"]?["phase"]?.string))
    #expect(try scratch.record().problemText.contains("\(server.baseURL)/models"))
  }

  @Test("a rejected key is distinguished from a missing one, and is printed nowhere")
  func wrongKey() async throws {
    let key = "sk-wrong/+key%20with&signs"
    let server = try ReferenceServer(key: "right")
    let run = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", environment: ["MY_KEY": key])
    #expect(run.code == 3)
    let text = try scratch.record().problemText
    #expect(text.contains("401") && text.contains("Authorization"))
    // The advice for a missing key.
    #expect(!text.contains("--api-key-env"))
    #expect(!run.printed.contains(key))
  }

  @Test("SSL_CERT_FILE names the trusted certificates")
  func certificates() async throws {
    let server = try ReferenceServer()
    let url = server.baseURL.replacing("http:", with: "https:")
    let run = try await run("--endpoint", url, environment: ["SSL_CERT_FILE": "/there/is/none"])
    #expect(run.code == 3)
    #expect(run.output.contains("/there/is/none"), "\(run.output)")
  }

  @Test("a refused connection is reported at once")
  func refused() async throws {
    let server = try ReferenceServer()
    let endpoint = server.baseURL
    server.stop()
    let run = try await run("--endpoint", endpoint)
    #expect(run.code == 3)
    let record = try scratch.record()
    #expect(record.problemText.contains("127.0.0.1:\(server.port)"))
    #expect(record.problemText.contains("--endpoint"))
    #expect(try exchange()["ending"] == "refused")
  }
}
