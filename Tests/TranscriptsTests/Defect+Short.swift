import Transcripts

extension [Defect] {
  /// The defects as `kind@offset`, for tables.
  var short: String { map { "\($0.kind)@\($0.offset)" }.joined(separator: " ") }
}
