import Testing

import JSONText
@testable import Transcripts

@Suite("A key is masked across the framing of a body, and the framing is kept")
struct FramedBodyTests {
  private func masked(_ received: String) -> String {
    var exchange = Exchange(request: Request(url: "http://127.0.0.1:1/v1/models"))
    exchange.received = Array(received.utf8)
    return String(decoding: exchange.masked(Secret("sk-secret")).received, as: UTF8.self)
  }

  @Test(
    "masked",
    arguments: [
      ("HTTP/1.1 200 OK\r\n\r\nsk-secret!", "HTTP/1.1 200 OK\r\n\r\n*********!"),
      (
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\n-sk-s\r\n5\r\necret\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\n-****\r\n5\r\n*****\r\n0\r\n\r\n"
      ),
      (
        "HTTP/1.1 103 Early\r\nA: 1\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding:chunked\r\n\r\n3\nsk-\n6\nsecret\n",
        "HTTP/1.1 103 Early\r\nA: 1\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding:chunked\r\n\r\n3\n***\n6\n******\n"
      ),
    ])
  func masks(received: String, clean: String) {
    #expect(masked(received) == clean)
  }

  @Test(
    "leaves truncated or invalid framing unchanged",
    arguments: [
      "", "HTTP/1.1 200 OK",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nsk-",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nsk", "\r\n\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nab",
    ])
  func survives(received: String) {
    #expect(masked(received) == received)
  }

  @Test("only the head of a compressed response is kept, because the body may hide a key")
  func compressed() {
    var exchange = Exchange(request: Request(url: "http://127.0.0.1:1/v1/models"))
    exchange.headers = [Header("Content-Encoding", "gzip")]
    exchange.received = Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u{1f}\u{8b}".utf8)
    #expect(
      exchange.masked(Secret("sk-secret")).received
        == Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8))
  }

  @Test("a numeric key is masked where it is a JSON number")
  func number() {
    var exchange = Exchange(request: Request(url: "http://127.0.0.1:1/v1/models"))
    exchange.status = 200
    exchange.body = Array(#"{"x":1234567890,"y":[12345678901],"z":"1234567890"}"#.utf8)
    let place = Transcript.Place(testCase: ["id": "a/b"], step: 1, trial: 1)
    let target: JSON = ["endpoint": "e", "model": "m"]
    let kept = Transcript(of: exchange, at: place, of: target)
      .masked(Secret("1234567890"), of: exchange, at: place, to: target)
    #expect(!kept.json.text.contains("1234567890"))
  }
}
