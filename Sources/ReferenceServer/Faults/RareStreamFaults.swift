extension Fault {
  /// Streams that few clients accept.
  static let rareStreamFaults = [
    longLine(
      "line-of-70-kib", "The first chunk of a stream has 70 KiB.",
      kibibytes: 70, breaks: "sse/lines-within-64-kib: shorter-lines"),
    longLine(
      "line-of-200-kib", "The first chunk of a stream has 200 KiB.",
      kibibytes: 200, breaks: "sse/lines-within-128-kib: shorter-lines"),
    longLine(
      "line-of-1100-kib", "The first chunk of a stream has 1,100 KiB.",
      kibibytes: 1100, breaks: "sse/lines-within-a-mebibyte: shorter-lines"),
    Fault(
      "usage-with-finish", "The usage of a stream is in the chunk with the finish reason.",
      breaks: "usage/in-a-chunk-of-its-own: usage-in-its-own-chunk",
      by: .events { events in
        guard let finish = events.finish, case .chunk(var last) = events[finish] else { return }
        let after = events[(finish + 1)...].firstIndex { event in
          if case .chunk(let json) = event { json["usage"] != .null } else { false }
        }
        guard let after, case .chunk(let usage) = events[after] else { return }
        last["usage"] = usage["usage"]
        events[finish] = .chunk(last)
        events.remove(at: after)
      }),
  ]

  /// A fault that adds a long field to the first chunk of a stream.
  private static func longLine(
    _ id: String, _ summary: String, kibibytes: Int, breaks check: String
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .events(where: \.isOpenEnded) { events in
        guard case .chunk(var first) = events[0] else { return }
        // 102 repetitions of ten bytes are about one KiB.
        first["prompt_text"] = .string(String(repeating: "token ids ", count: kibibytes * 102))
        events[0] = .chunk(first)
      })
  }
}
