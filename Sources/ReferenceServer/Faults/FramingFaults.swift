extension Fault {
  /// Wrong framing and content coding of bodies, and missing ends.
  static let framingFaults = [
    Fault(
      "content-type-twice", "A second Content-Type header says text/plain.",
      breaks: "http/one-content-type: one-content-type",
      by: .reply { reply, _ in
        reply.headers.append(HTTPHeader(name: "Content-Type", value: "text/plain"))
      }),
    Fault(
      "gzip-unasked", "Non-streamed answers are compressed for clients that do not accept it.",
      breaks: "http/no-unasked-coding: compress-only-when-asked",
      by: .reply { reply, request in if !request.stream { reply.compress() } }),
    Fault(
      "gzip-unasked-stream", "Streams are compressed for clients that do not accept it.",
      breaks: "http/no-unasked-coding: compress-only-when-asked",
      by: .reply { reply, request in if request.stream { reply.compress() } }),
    Fault(
      "coding-named", "The Content-Encoding header is wrong.",
      breaks: "http/no-unasked-coding: compress-only-when-asked",
      by: .reply { reply, request in
        if !request.stream && !request.acceptsGzip { reply["Content-Encoding"] = "utf-8" }
      }),
    Fault(
      "two-lengths",
      "Non-streamed answers have two Content-Length headers, the first of them wrong.",
      breaks: "http/one-framing: drop-the-framing-of-the-backend",
      by: .reply { reply, request in if !request.stream { reply["Content-Length"] = "7" } }),
    Fault(
      "length-and-chunks", "Streams have Transfer-Encoding and Content-Length.",
      breaks: "http/one-framing: drop-the-framing-of-the-backend",
      by: .reply { reply, request in if request.stream { reply["Content-Length"] = "512" } }),
    Fault(
      "chunks-named-twice", "Streams have the Transfer-Encoding header twice.",
      breaks: "http/one-framing: drop-the-framing-of-the-backend",
      by: .reply { reply, request in if request.stream { reply["Transfer-Encoding"] = "chunked" } }),
    Fault(
      "cut-inside-chunk", "Long streams are closed inside a chunk of the transfer coding.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        guard request.isLong, let half = script.chunks.dropFirst(9).first else { return }
        // The chunk announces the size of a complete event, but has only 40 bytes.
        let start = Array("\(String(half.count, radix: 16))\r\n".utf8) + half.prefix(40)
        script.steps = Array(script.steps.prefix(18)) + [.send(start), .close]
      }),
    Fault(
      "reset-inside-chunk", "Long streams are reset inside a chunk of the transfer coding.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        guard request.isLong, let half = script.chunks.dropFirst(9).first else { return }
        let start = Array("\(String(half.count, radix: 16))\r\n".utf8) + half.prefix(40)
        script.steps =
          Array(script.steps.prefix(18)) + [.send(start), .wait(.milliseconds(20)), .reset]
      }),
    Fault(
      "stall", "Long streams stop after some events, and the connection stays open.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        if request.isLong && request.stream {
          script.steps = script.steps.prefix(20) + [.hang]
        }
      }),
    Fault(
      "hang", "Long non-streamed answers never begin.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        if request.isLong && !request.stream { script.steps = [.hang] }
      }),
    Fault(
      "gateway-timeout", "Long non-streamed answers are an HTML page of a gateway with status 504.",
      breaks: "http/accepts-the-request: backend-gave-no-answer",
      by: .reply { reply, request in
        guard request.isLong && !request.stream else { return }
        reply = .page("<html><head><title>504 Gateway Time-out</title></head></html>\r\n")
        reply.status = 504
      }),
  ]
}
