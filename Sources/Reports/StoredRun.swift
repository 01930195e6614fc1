public import Harness
internal import JSONText
internal import Transcripts

/// A run with its files: the input of every report.
public struct StoredRun: Sendable {
  /// The record of the run.
  public let record: RunRecord
  /// The path of the folder for readers of the report; nil if the run is not stored.
  public let folder: String?
  /// Reads a file of the run by name; nil if it does not exist.
  private let read: @Sendable (String) -> [UInt8]?

  /// A run whose files a function reads by name.
  public init(
    _ record: RunRecord, folder: String? = nil,
    read: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
  ) {
    self.record = record
    self.folder = folder
    self.read = read
  }

  /// A run that is stored in a folder.
  public init(_ record: RunRecord, in folder: RunFolder?) {
    self.init(record, folder: folder?.path) { folder?.read($0) }
  }

  /// The transcript with a name; nil if it does not exist or is invalid.
  func transcript(_ name: String?) -> JSON? {
    name.flatMap(read).flatMap { StrictJSON.decode($0).value }
  }

  /// The names of the transcripts of all results, in order.
  var transcripts: [String] {
    record.results.compactMap(\.transcript).uniqued()
  }
}
