internal import JSONText

/// Counts the line endings of a stream by kind.
struct LineEndings: Sendable {
  /// The kinds of line endings.
  enum Ending: String {
    case lf = "LF"
    case crlf = "CRLF"
    case cr = "CR"
  }

  private var first: Ending?
  private var change: Defect?
  private var loneCRs = 0
  private var firstLoneCR = 0

  /// At most one defect for lone carriage returns and one for mixed endings.
  var defects: [Defect] {
    var defects: [Defect] = []
    if loneCRs > 0 {
      let lines = loneCRs == 1 ? "1 line" : "\(loneCRs) lines"
      defects.append(Defect(.loneCR, at: firstLoneCR, saw: lines))
    }
    if let change { defects.append(change) }
    return defects
  }

  /// Records a line ending and the offset of its first byte.
  mutating func note(_ ending: Ending, at offset: Int) {
    if ending == .cr {
      if loneCRs == 0 { firstLoneCR = offset }
      loneCRs += 1
    }
    guard let first else {
      first = ending
      return
    }
    if change == nil, first != ending {
      change = Defect(
        .mixedLineEndings, at: offset, saw: "\(ending.rawValue) after \(first.rawValue)")
    }
  }
}
