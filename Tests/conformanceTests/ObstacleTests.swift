import JSONText
import Foundation
import JQ
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("Obstacles in front of an endpoint: a path, a scope, a proxy, a certificate")
struct ObstacleTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func run(
    as traits: [String], at path: String? = nil, key: String? = nil
  ) async throws -> Invocation {
    let server = try server(as: traits)
    defer { server.stop() }
    let endpoint = path.map { "http://127.0.0.1:\(server.port)\($0)" } ?? server.baseURL
    let keyed = key == nil ? [] : ["--api-key-env", "LAB_KEY"]
    return try await run(
      ["--endpoint", endpoint] + keyed, environment: key.map { ["LAB_KEY": $0] } ?? [:])
  }

  @Test("a base path of several parts and a model id with a slash are supported")
  func places() async throws {
    let run = try await run(
      as: ["path=/proj_x/slug/v1", "model=org/name", "clamped=X-Gateway-Max-Tokens-Clamped"])
    #expect(run.code == 0, "\(run.output)")
    #expect(try scratch.record()["target"]?["model"] == "org/name")
    let short = try await self.run(as: ["path=/api/v1"])
    #expect(short.code == 0, "\(short.output)")
  }

  @Test("a wrong name in the path is named in the remedy")
  func slug() async throws {
    let run = try await run(as: ["path=/proj_x/slug/v1"], at: "/proj_x/slog/v1")
    #expect(run.code == 3)
    let remedies = try scratch.record().problemRemedies
    #expect(
      remedies.contains { $0.contains("proj_x/slog") && !$0.contains("slog/v1") }, "\(remedies)")
  }

  @Test("a key that lacks a scope is distinguished from a rejected key")
  func scope() async throws {
    let run = try await run(as: ["scopes=models"], key: "sk-of-a-project")
    #expect(run.code == 3)
    let text = try scratch.record().problemText
    // The advice for a rejected key names the header `Authorization`.
    #expect(text.contains("403") && !text.contains("Authorization"), "\(text)")
  }

  /// A transcript of the preflight, and what its problem must name: hosts, variables, words of the peer.
  struct Obstacle: Sendable, CustomTestStringConvertible {
    let transcript: String
    let tokens: [String]
    /// What it must not name.
    var without: [String] = []
    var testDescription: String { tokens.joined(separator: ", ") }
  }

  @Test(
    "proxies and certificates",
    arguments: [
      Obstacle(
        transcript: #"""
          {"request": {"url": "http://10.1.2.3:8000/v1/models"}, "connection": {"remote": "192.0.2.7:3128"},
           "ending": "complete", "response": {"status": 503, "text": "no route"}}
          """#,
        tokens: ["192.0.2.7:3128", "10.1.2.3:8000", "503", "NO_PROXY"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "http://10.1.2.3:8000/v1/models"}, "ending": "refused", "response": {},
           "ending_detail": "Failed to connect to proxy.example port 3128 after 1 ms: Couldn't connect to server"}
          """#,
        tokens: ["proxy.example", "10.1.2.3:8000", "NO_PROXY"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "https://gpu.example/v1/models"}, "ending": "reset", "response": {},
           "ending_detail": "CONNECT tunnel failed, response 407"}
          """#,
        tokens: ["gpu.example", "407", "NO_PROXY"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "http://10.1.2.3:8000/v1/models"}, "ending": "refused", "response": {},
           "ending_detail": "Failed to connect to 10.1.2.3 port 8000 after 1 ms: Couldn't connect to server"}
          """#,
        tokens: ["10.1.2.3:8000", "--endpoint"], without: ["NO_PROXY"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "https://gpu.example/v1/models"}, "ending": "untrusted", "response": {},
           "ending_detail": "SSL certificate problem: unable to get local issuer certificate"}
          """#,
        tokens: ["unable to get local issuer", "ssl_certificate", "NODE_EXTRA_CA_CERTS"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "https://gpu.example/v1/models"}, "ending": "untrusted", "response": {},
           "ending_detail": "SSL: no alternative certificate subject name matches target host name 'gpu.example'"}
          """#,
        tokens: ["no alternative certificate", "--endpoint"], without: ["NODE_EXTRA_CA_CERTS"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "https://gpu.example/v1/models"}, "ending": "untrusted", "response": {},
           "ending_detail": "SSL certificate problem: certificate has expired"}
          """#,
        tokens: ["has expired"], without: ["--endpoint", "NODE_EXTRA_CA_CERTS"]),
    ])
  func transcripts(_ obstacle: Obstacle) async throws {
    let worker = try await LawHarness.shared.value.worker
    let evaluation = await worker.evaluate(
      "include \"preflight\"; conclude | .problem",
      on: #"{"step": 1, "target": {"model": null}, "transcripts": [\#(obstacle.transcript)]}"#,
      within: 10)
    let said = try #require(evaluation.outputs.first, "\(evaluation.ending)")
    for token in obstacle.tokens { #expect(said.contains(token), "\(said)") }
    for token in obstacle.without { #expect(!said.contains(token), "\(said)") }
  }
}
