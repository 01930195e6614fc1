import Testing
import Transcripts
import Wire

@Suite(
  "A TLS connection is used only with a trusted certificate", .enabled(if: TLSServer.isAvailable),
  .timeLimit(.minutes(5)))
struct TLSTests {
  @Test("signed by a given authority")
  func trusted() async throws {
    let server = try TLSServer()
    let key = Secret("sk-very-secret-key")
    let client = try Client(endpoint: server.url, key: key, certificates: server.certificate)
    let exchange = try await server.exchange(by: client)
    #expect(exchange.ending == .complete, "\(exchange.endingDetail)")
    #expect(exchange.status == 200)
    #expect(exchange.connection.tls)
    #expect(try #require(exchange.timing.tls) > (try #require(exchange.timing.connect)))
    #expect(exchange.sentText.contains("\r\nAuthorization: Bearer ******************\r\n"))
    #expect(exchange.receivedText.hasPrefix("HTTP/1.0 200 "))
  }

  @Test("and not by another one")
  func untrusted() async throws {
    let server = try TLSServer()
    let client = try Client(endpoint: server.url, key: Secret("sk-very-secret-key"))
    let exchange = try await server.exchange(by: client)
    #expect(exchange.ending == .untrusted)
    #expect(!exchange.endingDetail.isEmpty)
    #expect(exchange.sent.isEmpty)
  }
}
