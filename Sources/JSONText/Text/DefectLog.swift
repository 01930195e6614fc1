/// Collects defects up to a limit, and counts the others.
package struct DefectLog: Sendable {
  /// The maximum number of defects of one decoding.
  package static let limit = 100

  private var kept: [Defect] = []
  /// The offset of the first defect that was not kept.
  private var firstDropped = 0
  private var dropped = 0

  /// Starts without defects.
  package init() {}

  /// The defects, and one more that counts the others.
  package var defects: [Defect] {
    guard dropped > 0 else { return kept }
    return kept + [Defect(.moreDefects, at: firstDropped, saw: "and \(dropped) more")]
  }

  /// Adds a defect; the excerpt is computed only if the defect is kept.
  package mutating func note(
    _ kind: Defect.Kind, at offset: Int, saw: @autoclosure () -> String = ""
  ) {
    guard kept.count < Self.limit else {
      if dropped == 0 { firstDropped = offset }
      dropped += 1
      return
    }
    kept.append(Defect(kind, at: offset, saw: saw()))
  }
}
