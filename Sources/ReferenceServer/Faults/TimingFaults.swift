extension Fault {
  /// Delays.
  static let timingFaults = [
    Fault(
      "buffered", "Long streams are buffered until they are complete.",
      breaks: "timing/arrives-as-made: proxy-buffering",
      by: .script { script, request in
        guard request.isLong && request.stream else { return }
        script.steps = [
          script.steps[0], .wait(.milliseconds(1300)), .chunk(script.chunks.flatMap { $0 }),
          .lastChunk,
        ]
      }),
    Fault(
      "buffered-in-part", "Long streams are buffered, and several events are sent at a time.",
      breaks: "timing/arrives-as-made: proxy-buffering",
      by: .script { script, request in
        guard request.isLong && request.stream else { return }
        let (head, chunks) = (script.steps[0], script.chunks)
        script.steps = [head]
        for start in stride(from: 0, to: chunks.count, by: 24) {
          script.steps += [
            .wait(.milliseconds(250)), .chunk(chunks[start...].prefix(24).flatMap { $0 }),
          ]
        }
        script.steps.append(.lastChunk)
      }),
    Fault(
      "gzip-held", "Streams for clients that accept gzip are compressed and sent at once.",
      breaks: "timing/arrives-as-made: proxy-buffering",
      by: .reply { reply, request in
        if request.stream && request.acceptsGzip { reply.compress() }
      },
      .script { script, request in
        if request.stream && request.acceptsGzip {
          // After the head, so that only the body is late.
          script.steps.insert(.wait(.milliseconds(1300)), at: 1)
        }
      }),
    Fault(
      "headers-late",
      "Streamed answers to open-ended questions begin after five seconds, headers included.",
      breaks: "timing/headers-early: headers-before-work",
      by: .script { script, request in
        if request.isOpenEnded && request.stream {
          script.steps.insert(.wait(.milliseconds(5100)), at: 0)
        }
      }),
  ]
}
