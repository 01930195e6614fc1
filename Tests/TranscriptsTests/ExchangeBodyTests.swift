import Testing
import Transcripts

@Suite("The body of an exchange")
struct ExchangeBodyTests {
  private static let received = Array("HTTP/1.1 200 OK\r\n\r\nhello".utf8)
  private static let body = Array("hello".utf8)

  private func exchange() -> Exchange {
    Exchange(request: Request(url: "http://h/v1/models"))
  }

  @Test("the body is the end of the received bytes")
  func end() {
    var exchange = exchange()
    exchange.take(Self.received, bodySize: Self.body.count)
    #expect(exchange.body == Self.body)
    #expect(exchange.bodySize == Self.body.count)
  }

  @Test("a change of the received bytes does not change the body")
  func change() {
    var exchange = exchange()
    exchange.take(Self.received, bodySize: Self.body.count)
    exchange.received = Array("HTTP/1.1 200 OK\r\n\r\n*****".utf8)
    #expect(exchange.body == Self.body)
    exchange.received = []
    #expect(exchange.body == Self.body)
  }

  @Test("exchanges are equal however the body is stored")
  func equality() {
    var taken = exchange()
    taken.take(Self.received, bodySize: Self.body.count)
    var separate = exchange()
    separate.received = Self.received
    separate.body = Self.body
    #expect(taken == separate)
    separate.body = Array("other".utf8)
    #expect(taken != separate)
    #expect(separate.body == Array("other".utf8))
  }
}
