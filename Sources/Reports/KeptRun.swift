public import Harness
internal import Transcripts

/// A run with what it kept: what every report is made of.
public struct KeptRun: Sendable {
  /// The verdicts.
  public let record: RunRecord
  /// Where it is kept, as a reader of the report would name it; nil where it is not.
  public let folder: String?
  private let read: @Sendable (String) -> [UInt8]?

  /// A run whose files a function reads by their names within its folder.
  public init(
    _ record: RunRecord, folder: String? = nil,
    read: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
  ) {
    self.record = record
    self.folder = folder
    self.read = read
  }

  /// A run that is kept in a folder.
  public init(_ record: RunRecord, in folder: RunFolder?) {
    self.init(record, folder: folder?.path) { folder?.read($0) }
  }

  /// The transcript of that name; nil where it is not there, or is none.
  func transcript(_ name: String?) -> JSON? {
    name.flatMap(read).flatMap { StrictJSON.decode($0).value }
  }

  /// The names of all transcripts that results were drawn from, in order.
  var transcripts: [String] {
    record.results.compactMap(\.transcript).uniqued()
  }
}
