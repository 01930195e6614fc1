import Testing
import Transcripts
import Wire

@Suite("An exchange records the response exactly", .timeLimit(.minutes(5)))
struct AnswerTests {
  @Test("a body of stated length")
  func contentLength() async throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\n\r\nhello"
    let exchange = try await LoopbackServer(answering: answer).exchange()
    #expect(exchange.ending == .complete)
    #expect(exchange.endingDetail == "")
    #expect(exchange.status == 200)
    #expect(exchange.httpVersion == "1.1")
    #expect(exchange.headerLines == ["Content-Length: 5", "X-A: 1"])
    #expect(exchange.bodyText == "hello")
    #expect(exchange.receivedText == answer)
    #expect(exchange.arrivals.map(\.bytes) == [5])
  }

  @Test("chunks, each with its time of arrival and without its framing")
  func chunked() async throws {
    let server = try LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      for piece in ["data: 1\n\n", "data: 22\n\n", "data: 333\n\n"] {
        peer.sendChunk(piece)
        peer.pause(0.15)
      }
      peer.send("0\r\n\r\n")
    }
    let exchange = try await server.exchange()
    #expect(exchange.ending == .complete)
    #expect(exchange.bodyText == "data: 1\n\ndata: 22\n\ndata: 333\n\n")
    #expect(
      exchange.receivedText == """
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r
        9\r\ndata: 1\n\n\r\na\r\ndata: 22\n\n\r\nb\r\ndata: 333\n\n\r\n0\r\n\r\n
        """)
    #expect(exchange.arrivals.map(\.bytes) == [9, 10, 11])
    let times = exchange.arrivals.map(\.at)
    for (earlier, later) in zip(times, times.dropFirst()) {
      #expect(later - earlier > 100 && later - earlier < 1000, "\(times)")
    }
    #expect(exchange.timing.lastByte == times.last)
  }

  @Test("chunks that arrived together as one arrival")
  func together() async throws {
    let server = try LoopbackServer(
      answering:
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n")
    let exchange = try await server.exchange()
    #expect(exchange.bodyText == "abc")
    #expect(exchange.arrivals.map(\.bytes) == [3])
  }

  @Test("a body that ends with the connection")
  func closeDelimited() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.0 200 OK\r\n\r\nall there is")
    }.exchange()
    #expect(exchange.ending == .complete)
    #expect(exchange.httpVersion == "1.0")
    #expect(exchange.bodyText == "all there is")
  }

  @Test("a response to HEAD, which has no body")
  func head() async throws {
    let server = try LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    let exchange = try await server.exchange { $0.method = "HEAD" }
    #expect(exchange.ending == .complete)
    #expect(exchange.header("content-length") == "5000")
    #expect(exchange.body == [])
    #expect(server.requests.first?.hasPrefix("HEAD /v1/models HTTP/1.1\r\n") == true)
  }

  @Test(
    "interim responses, whose headers are not those of the final one", arguments: [100, 102, 103])
  func interim(status: Int) async throws {
    let interim = "HTTP/1.1 \(status) Wait\r\nLink: </a>\r\n\r\n"
    let final = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok"
    let exchange = try await LoopbackServer { peer, _ in
      peer.send(interim)
      peer.pause(0.2)
      peer.send(final)
    }.exchange {
      $0.method = "POST"
      $0.body = Array("{}".utf8)
    }
    #expect(exchange.ending == .complete)
    #expect(exchange.status == 201)
    #expect(exchange.headerLines == ["Content-Length: 2"])
    #expect(exchange.receivedText == interim + final)
    #expect(try #require(exchange.timing.firstByte) > 150)
  }

  @Test("trailers, which are not headers")
  func trailers() async throws {
    let answer =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"
      + "2\r\nok\r\n0\r\nX-T: late\r\n\r\n"
    let exchange = try await LoopbackServer(answering: answer).exchange()
    #expect(exchange.headerLines == ["Transfer-Encoding: chunked", "Trailer: X-T"])
    #expect(exchange.bodyText == "ok")
    #expect(exchange.receivedText == answer)
  }

  @Test(
    "headers in their order, case and number",
    arguments: [
      ("b: 1\r\nA: 2\r\nb: 3\r\n", ["b: 1", "A: 2", "b: 3"]),
      ("X:\t padded \t\r\n", ["X: padded"]),
      ("X:tight\r\n", ["X: tight"]),
      ("X:\r\n", ["X: "]),
      ("X: a:b\r\n", ["X: a:b"]),
      ("X: one\r\n two\r\n", ["X: one two"]),
    ])
  func headers(sent: String, read: [String]) async throws {
    let answer = "HTTP/1.1 200 OK\r\n\(sent)Content-Length: 0\r\n\r\n"
    let exchange = try await LoopbackServer(answering: answer).exchange()
    #expect(exchange.headerLines == read + ["Content-Length: 0"])
    #expect(exchange.receivedText == answer)
  }

  @Test("header bytes that are not UTF-8, replaced in the value but kept as received")
  func notUTF8() async throws {
    let head = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: caf".utf8)
    let answer = head + [0xE9] + Array("\r\n\r\n".utf8)
    let exchange = try await LoopbackServer { peer, _ in peer.send(answer) }.exchange()
    #expect(exchange.header("x") == "caf\u{FFFD}")
    #expect(exchange.received == answer)
  }

  @Test("content codings that were not requested, left undecoded")
  func contentCoding() async throws {
    let exchange = try await LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"
    ).exchange()
    #expect(exchange.ending == .complete)
    #expect(exchange.bodyText == "abc")
  }

  @Test("content codings that were requested, decoded")
  func askedCoding() async throws {
    let coded: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9,
      0x07, 0x00, 0x86, 0xA6, 0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
    ]
    let server = try LoopbackServer { peer, _ in
      peer.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(coded.count)\r\n\r\n")
      peer.send(coded)
    }
    let exchange = try await server.exchange { $0.headers = [Header("Accept-Encoding", "gzip")] }
    #expect(exchange.ending == .complete)
    #expect(exchange.bodyText == "hello")
    #expect(exchange.received.suffix(coded.count) == coded[...])
    #expect(exchange.header("content-encoding") == "gzip")
    #expect(try #require(server.requests.first).contains("\r\nAccept-Encoding: gzip\r\n"))
  }

  @Test("phases in order")
  func timing() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.pause(0.1)
      peer.send("HTTP/1.1 200 OK\r\n\r\n")
      peer.pause(0.1)
      peer.send("end")
    }.exchange()
    let timing = exchange.timing
    let marks = [timing.dns, timing.connect, timing.firstByte, timing.lastByte].compactMap(\.self)
    #expect(marks.count == 4)
    #expect(marks + [timing.total] == (marks + [timing.total]).sorted(), "\(timing)")
    #expect(timing.tls == nil)
    #expect(try #require(timing.firstByte) > 80)
    #expect(try #require(timing.lastByte) > 180)
  }
}
