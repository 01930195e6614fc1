import FoundationEssentials
import Glibc
import Harness
import Reports
import Transcripts

/// Where the outcome of a run goes.
struct RunOutput {
  private let json: String?
  let detail: TextStyle.Detail

  init(_ arguments: Arguments) throws(UsageError) {
    json = arguments.value("json")
    if let json, json != "-", !Self.canWrite(json) {
      throw UsageError(
        "--json \(json.printable) cannot be written: is its folder there, and yours?")
    }
    if arguments.has("quiet") && arguments.has("verbose") {
      throw UsageError("--quiet and --verbose exclude each other")
    }
    detail = arguments.has("quiet") ? .quiet : arguments.has("verbose") ? .verbose : .usual
  }

  /// Whether standard output is for the record alone.
  private var isRecordAlone: Bool { json == "-" }

  /// Whether a file can be written, found out before a run rather than after it; what an earlier run
  /// left there goes, so that nobody takes it for this one's.
  private static func canWrite(_ path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0, close(descriptor) == 0 else { return false }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { unlink(path) }
    return true
  }

  /// Prints a record in the forms asked for; returns what the process ends with.
  func deliver(_ record: RunRecord, keptIn folder: String?) -> ExitCode {
    let bytes = record.json.bytes(pretty: true) + [UInt8(ascii: "\n")]
    if isRecordAlone {
      guard Console.print(String(decoding: bytes, as: UTF8.self)) else { return .usage }
    } else {
      var text = textReport(record, style: Console.style(detail))
      // Whoever has something to mend wants to look it up, however quiet it is to be.
      if let folder, detail != .quiet || record.outcome != .conformant {
        text += "kept in \(folder)\n"
      }
      guard Console.print(text) else {
        Console.notice("conformance: standard output cannot be written")
        return .usage
      }
    }
    if let json, !isRecordAlone, (try? Data(bytes).write(to: URL(filePath: json))) == nil {
      Console.notice("conformance: --json \(json.printable) could not be written")
      return .usage
    }
    return ExitCode(record)
  }
}
