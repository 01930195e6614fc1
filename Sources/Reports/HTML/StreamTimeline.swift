internal import JSONText
internal import Transcripts

/// A figure of a stream over time: the first byte, each event, and the longest silence.
struct StreamTimeline {
  /// The times of the events; not all of them for a long stream.
  private let ticks: [Double]
  private let firstByte: Double?
  private let total: Double

  /// The width of the coordinate system.
  private static let width = 1000.0
  /// The maximum number of ticks; more would look like one bar.
  private static let maxTicks = 500

  init(of transcript: JSON, events: [JSON]) {
    let times = events.compactMap { $0["at_ms"]?.double }
    let step = max(1, times.count / Self.maxTicks)
    // The last event is added, because the steps may skip it.
    ticks = stride(from: 0, to: times.count, by: step).map { times[$0] } + times.suffix(1)
    firstByte = transcript["timing"]?["first_byte_ms"]?.double
    // At least 1, because positions are divided by it.
    total = max(
      transcript["timing"]?["total_ms"]?.double ?? 0, times.last ?? 0, 1)
  }

  /// The figure; its caption contains the same facts as text.
  var picture: HTML {
    let waited = HTML(
      "rect",
      [
        "class": "waiting", "x": "0", "y": "14", "width": x(firstByte ?? total), "height": "4",
      ])
    let marks = ticks.map { time in
      HTML("line", ["class": "tick", "x1": x(time), "x2": x(time), "y1": "6", "y2": "26"])
    }
    let silence = longestSilence.map { silence in
      HTML(
        "rect",
        [
          "class": "silence", "x": x(silence.lowerBound), "y": "14",
          "width": x(silence.upperBound - silence.lowerBound), "height": "4",
        ])
    }
    return HTML(
      "figure", [:],
      [
        HTML(
          "svg",
          [
            "viewBox": "0 0 1000 44", "role": "img", "aria-label": words,
            "preserveAspectRatio": "none",
          ],
          [
            HTML("line", ["class": "axis", "x1": "0", "x2": "1000", "y1": "16", "y2": "16"]),
            waited,
          ]
            + [silence].compactMap(\.self) + marks),
        HTML("figcaption", [:], [HTML(words)]),
      ])
  }

  private func x(_ time: Double) -> String {
    JSON((time / total * Self.width * 10).rounded() / 10).text
  }

  /// The longest time between two events, if it is significant.
  private var longestSilence: Range<Double>? {
    let gaps = zip(ticks, ticks.dropFirst()).filter { $0 < $1 }.map { $0..<$1 }
    guard let longest = gaps.max(by: { $0.length < $1.length }), longest.length > total / 10 else {
      return nil
    }
    return longest
  }

  private var words: String {
    func shown(_ time: Double) -> String { "\(time.whole) ms" }
    let parts = [
      firstByte.map { "first byte after \(shown($0))" },
      ticks.first.map { "first event after \(shown($0))" },
      longestSilence.map { "longest silence \(shown($0.length))" }, "end after \(shown(total))",
    ]
    return "Timeline of the stream: " + parts.compactMap(\.self).joined(separator: ", ")
  }
}

extension Range<Double> {
  fileprivate var length: Double { upperBound - lowerBound }
}
