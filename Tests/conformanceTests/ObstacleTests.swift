import Foundation
import JQ
import Testing

@testable import ReferenceServer

@Suite("What stands before an endpoint is named: a path, a scope, a proxy, a certificate")
struct ObstacleTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func run(
    as traits: [String], at path: String? = nil, key: String? = nil, _ words: String...
  ) async throws -> Invocation {
    let server = try ReferenceServer(persona: Persona(traits))
    defer { server.stop() }
    let endpoint = path.map { "http://127.0.0.1:\(server.port)\($0)" } ?? server.baseURL
    let keyed = key == nil ? [] : ["--api-key-env", "LAB_KEY"]
    return try await Invocation.run(
      ["--endpoint", endpoint] + keyed + words, environment: key.map { ["LAB_KEY": $0] } ?? [:],
      in: scratch)
  }

  @Test("a base path of several parts, and a model whose id holds a slash, are as good as any")
  func places() async throws {
    let run = try await run(
      as: ["path=/proj_x/slug/v1", "model=org/name", "clamped=X-Gateway-Max-Tokens-Clamped"])
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("org/name"))
    let short = try await self.run(as: ["path=/api/v1"])
    #expect(short.code == 0, "\(short.output)")
  }

  @Test("a wrong name in the path is told as that")
  func slug() async throws {
    let run = try await run(as: ["path=/proj_x/slug/v1"], at: "/proj_x/slog/v1")
    #expect(run.code == 3 && run.output.contains("proj_x/slog names a project or an endpoint"))
  }

  @Test("a key that lacks a scope is told from a wrong one")
  func scope() async throws {
    let run = try await run(as: ["scopes=models"], key: "sk-of-a-project")
    #expect(run.code == 3 && run.output.contains("the key lacks a scope that chat asks for (403)"))
    #expect(!run.output.contains("the key was rejected"))
  }

  /// A transcript of the preflight, and what is to be said of it.
  struct Obstacle: Sendable, CustomTestStringConvertible {
    let transcript: String
    let says: [String]
    var testDescription: String { says[0] }
  }

  @Test(
    "of proxies and certificates",
    arguments: [
      Obstacle(
        transcript: #"""
          {"request": {"url": "http://10.1.2.3:8000/v1/models"}, "connection": {"remote": "192.0.2.7:3128"},
           "ending": "complete", "response": {"status": 503, "text": "no route"}}
          """#,
        says: ["a proxy at 192.0.2.7:3128 answers in place of 10.1.2.3:8000", "NO_PROXY"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "http://10.1.2.3:8000/v1/models"}, "ending": "refused", "response": {},
           "ending_detail": "Failed to connect to proxy.example port 3128 after 1 ms: Couldn't connect to server"}
          """#,
        says: ["nothing listens at proxy.example, the proxy", "NO_PROXY"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "https://gpu.example/v1/models"}, "ending": "reset", "response": {},
           "ending_detail": "CONNECT tunnel failed, response 407"}
          """#,
        says: ["the proxy that this machine uses for gpu.example fails", "NO_PROXY"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "http://10.1.2.3:8000/v1/models"}, "ending": "refused", "response": {},
           "ending_detail": "Failed to connect to 10.1.2.3 port 8000 after 1 ms: Couldn't connect to server"}
          """#,
        says: ["nothing listens at 10.1.2.3:8000", "start the server"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "https://gpu.example/v1/models"}, "ending": "untrusted", "response": {},
           "ending_detail": "SSL certificate problem: unable to get local issuer certificate"}
          """#,
        says: ["unable to get local issuer", "intermediate", "NODE_EXTRA_CA_CERTS"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "https://gpu.example/v1/models"}, "ending": "untrusted", "response": {},
           "ending_detail": "SSL: no alternative certificate subject name matches target host name 'gpu.example'"}
          """#,
        says: ["no alternative certificate", "the host name that the certificate is made for"]),
      Obstacle(
        transcript: #"""
          {"request": {"url": "https://gpu.example/v1/models"}, "ending": "untrusted", "response": {},
           "ending_detail": "SSL certificate problem: certificate has expired"}
          """#,
        says: ["has expired", "renew the certificate"]),
    ])
  func transcripts(_ obstacle: Obstacle) async throws {
    let worker = try await LawHarness.shared.value.worker
    let evaluation = await worker.evaluate(
      "include \"preflight\"; conclude | .problem",
      on: #"{"step": 1, "target": {"model": null}, "transcripts": [\#(obstacle.transcript)]}"#,
      within: 10)
    let said = try #require(evaluation.outputs.first, "\(evaluation.ending)")
    for words in obstacle.says { #expect(said.contains(words), "\(said)") }
  }
}
