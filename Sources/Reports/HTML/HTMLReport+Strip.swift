internal import Harness
internal import Transcripts

extension HTMLReport {
  /// All exchanges over time, with one lane for each concurrent exchange.
  var strip: [HTML] {
    let timed = exchanges.filter { $0.start != nil }.sorted { ($0.start ?? 0) < ($1.start ?? 0) }
    guard timed.count > 1 else { return [] }
    let end = timed.map { ($0.start ?? 0) + $0.total }.max() ?? 1
    var lanes: [Double] = []
    let bars = timed.map { one -> HTML in
      let start = one.start ?? 0
      let lane = lanes.firstIndex { $0 <= start } ?? lanes.count
      if lane == lanes.count { lanes.append(0) }
      lanes[lane] = start + one.total
      return bar(of: one, lane: lane, scale: 1000 / max(end, 1))
    }
    let height = lanes.count * Self.lane
    let words =
      "\(timed.count) exchanges of the cases in "
      + (end < 1000 ? "\(end.whole) ms, " : "\(JSON((end / 100).rounded() / 10).text) s, ")
      + "at most \(lanes.count) at a time"
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
              "\(words). Each bar is one: green passed, red failed, amber failed without counting or was not judged, grey has nothing to judge. The pointer shows its name."
            ]),
        ])
    ]
  }

  private static let lane = 22

  private func bar(of one: KeptExchange, lane: Int, scale: Double) -> HTML {
    func number(_ value: Double) -> String { JSON((value * 100).rounded() / 100).text }
    let rectangle = HTML(
      "rect",
      [
        "class": one.standing.name, "x": number((one.start ?? 0) * scale),
        "y": String(lane * Self.lane + 2), "width": number(max(one.total * scale, 1.5)),
        "height": String(Self.lane - 4), "rx": "1.5",
      ],
      [
        HTML(
          "title", [:], ["\(one.title): \(one.total.whole) ms, \(one.standing.word)"])
      ])
    let anchor = one.culprit.flatMap { id in causes.first { $0.cause.check.id == id }?.anchor }
    return anchor.map { HTML("a", ["href": "#\($0)"], [rectangle]) } ?? rectangle
  }
}
