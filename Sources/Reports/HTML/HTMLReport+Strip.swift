internal import Harness
internal import JSONText
internal import Transcripts

extension HTMLReport {
  /// All exchanges over time, with one lane for each concurrent exchange.
  var strip: [HTML] {
    let timed = exchanges.filter { $0.start != nil }.sorted { ($0.start ?? 0) < ($1.start ?? 0) }
    guard timed.count > 1 else { return [] }
    let end = timed.map { ($0.start ?? 0) + $0.total }.max() ?? 1
    var lanes: [Double] = []
    let bars = timed.map { exchange -> HTML in
      let start = exchange.start ?? 0
      // The first lane that is free at this time.
      let lane = lanes.firstIndex { $0 <= start } ?? lanes.count
      if lane == lanes.count { lanes.append(0) }
      lanes[lane] = start + exchange.total
      return bar(of: exchange, lane: lane, scale: 1000 / max(end, 1))
    }
    let height = lanes.count * Self.lane
    let words =
      "\(timed.count) exchanges of the cases in "
      + (end < 1000 ? "\(end.whole) ms, " : "\(JSON((end / 100).rounded() / 10).text) s, ")
      + "at most \(lanes.count) at the same time"
    return [
      HTML(
        "figure", ["class": "strip"],
        [
          HTML(
            "svg",
            [
              "viewBox": "0 0 1000 \(height)", "role": "img", "aria-label": words,
              "preserveAspectRatio": "none", "height": String(height),
            ], bars),
          HTML(
            "figcaption", [:],
            [
              "\(words). Each bar is one exchange: green passed, red failed, amber failed without counting or was not judged, grey not applicable. Hover over a bar to see its name."
            ]),
        ])
    ]
  }

  /// The height of a lane.
  private static let lane = 22

  private func bar(of exchange: StoredExchange, lane: Int, scale: Double) -> HTML {
    func number(_ value: Double) -> String { JSON((value * 100).rounded() / 100).text }
    let rectangle = HTML(
      "rect",
      [
        "class": exchange.status.name, "x": number((exchange.start ?? 0) * scale),
        "y": String(lane * Self.lane + 2), "width": number(max(exchange.total * scale, 1.5)),
        "height": String(Self.lane - 4), "rx": "1.5",
      ],
      [
        HTML(
          "title", [:], ["\(exchange.title): \(exchange.total.whole) ms, \(exchange.status.word)"])
      ])
    let anchor = exchange.culprit.flatMap { id in causes.first { $0.cause.check.id == id }?.anchor }
    return anchor.map { HTML("a", ["href": "#\($0)"], [rectangle]) } ?? rectangle
  }
}
