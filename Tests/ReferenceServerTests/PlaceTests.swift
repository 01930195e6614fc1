import Testing

@testable import ReferenceServer

@Suite("A server with another path, model and scopes")
struct PlaceTests {
  private func script(
    _ traits: [String], _ method: String, _ path: String, _ body: String = ""
  ) throws -> String {
    let endpoint = Endpoint(persona: try Persona(traits), isRepeatable: true)
    let request = HTTPRequest(method: method, path: path, body: Array(body.utf8))
    let script = endpoint.script(for: request, identity: endpoint.identity(of: request))
    return script.steps.reduce(into: "") { text, step in
      if case .send(let bytes) = step { text += String(decoding: bytes, as: UTF8.self) }
    }
  }

  private static let hello = #"{"model":"org/name","messages":[{"role":"user","content":"Hi"}]}"#

  @Test("answers only under its base path")
  func path() throws {
    let traits = ["path=/proj_x/slug/v1"]
    #expect(try script(traits, "GET", "/proj_x/slug/v1/models").hasPrefix("HTTP/1.1 200 "))
    #expect(try script(traits, "GET", "/proj_x/other/v1/models").hasPrefix("HTTP/1.1 404 "))
    #expect(try script(traits, "GET", "/v1/models").hasPrefix("HTTP/1.1 404 "))
    #expect(try Persona(traits).path == "/proj_x/slug/v1")
  }

  @Test("serves only a model whose id contains a slash")
  func model() throws {
    let traits = ["model=org/name"]
    #expect(try script(traits, "GET", "/v1/models").contains(#""id":"org/name""#))
    let answer = try script(traits, "POST", "/v1/chat/completions", Self.hello)
    #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains(#""model":"org/name""#))
    let other = Self.hello.replacing("org/name", with: "reference-model")
    #expect(
      try script(traits, "POST", "/v1/chat/completions", other).hasPrefix("HTTP/1.1 404 "))
  }

  @Test("reports a reduced limit in a header")
  func clamped() throws {
    let traits = ["clamped=X-Gateway-Max-Tokens-Clamped", "model=org/name"]
    let large = Self.hello.replacing("{\"model\"", with: "{\"max_tokens\":99999,\"model\"")
    let answer = try script(traits, "POST", "/v1/chat/completions", large)
    #expect(answer.contains("\r\nX-Gateway-Max-Tokens-Clamped: 16384\r\n"))
    let small = try script(traits, "POST", "/v1/chat/completions", Self.hello)
    #expect(!small.contains("Clamped"))
  }

  @Test("refuses requests outside of the scopes of a key")
  func scopes() throws {
    let traits = ["scopes=models"]
    #expect(try script(traits, "GET", "/v1/models").hasPrefix("HTTP/1.1 200 "))
    let answer = try script(traits, "POST", "/v1/chat/completions", Self.hello)
    #expect(answer.hasPrefix("HTTP/1.1 403 ") && answer.contains(#""code":"scope_insufficient""#))
  }

  @Test("answers a preflight request without a key, and refuses a compressed request")
  func transport() throws {
    let endpoint = Endpoint(key: "sk-right", isRepeatable: true)
    var request = HTTPRequest(
      method: "OPTIONS", path: "/v1/chat/completions",
      headers: [HTTPHeader(name: "Origin", value: "https://app.example")])
    func head() -> String {
      let script = endpoint.script(for: request, identity: endpoint.identity(of: request))
      guard case .send(let bytes)? = script.steps.first else { return "" }
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(head().hasPrefix("HTTP/1.1 204 ") && !head().contains("Content-Length"))
    request = HTTPRequest(
      method: "POST", path: "/v1/chat/completions",
      headers: [
        HTTPHeader(name: "Authorization", value: "Bearer sk-right"),
        HTTPHeader(name: "Content-Encoding", value: "zstd"),
      ], body: [0x28, 0xB5, 0x2F, 0xFD])
    #expect(head().hasPrefix("HTTP/1.1 415 "))
  }
}
