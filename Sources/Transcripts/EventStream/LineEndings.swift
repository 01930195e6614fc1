/// Counts how the lines of a stream end.
struct LineEndings: Sendable {
  /// What can end a line.
  enum Ending: String {
    case lf = "LF"
    case crlf = "CRLF"
    case cr = "CR"
  }

  private var first: Ending?
  private var change: Defect?
  private var loneCRs = 0
  private var firstLoneCR = 0

  /// At most one defect for lone carriage returns and one for a mixture.
  var defects: [Defect] {
    var defects: [Defect] = []
    if loneCRs > 0 {
      let lines = loneCRs == 1 ? "1 line" : "\(loneCRs) lines"
      defects.append(Defect(.loneCR, at: firstLoneCR, saw: lines))
    }
    if let change { defects.append(change) }
    return defects
  }

  /// Notes that a line ended in one way, the first byte of its ending at an offset.
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
