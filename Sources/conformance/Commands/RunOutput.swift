import FoundationEssentials
import Glibc
import Harness
import Reports

/// Where the outcome of a run goes: to standard output as text, and to files in other forms.
struct RunOutput {
  private var files: [(format: ReportFormat, path: String)] = []
  let detail: TextStyle.Detail

  static let options: [Option] =
    ReportFormat.allCases.map { .value($0.rawValue, "FILE", "Write \($0.purpose).") } + [
      .flag("quiet", "Print the verdict and what is wrong, nothing else."),
      .flag("verbose", "Print every check of every exchange."),
    ]

  init(_ arguments: Arguments) throws(UsageError) {
    for format in ReportFormat.allCases {
      guard let path = arguments.value(format.rawValue) else { continue }
      if path != "-", !Self.canWrite(path) {
        throw UsageError(
          "--\(format.rawValue) \(path.printable) cannot be written: is its folder there, and yours?"
        )
      }
      if let other = files.first(where: { $0.path == path })?.format {
        throw UsageError(
          "--\(other.rawValue) and --\(format.rawValue) both write to \(path.printable)")
      }
      files.append((format, path))
    }
    if arguments.has("quiet") && arguments.has("verbose") {
      throw UsageError("--quiet and --verbose exclude each other")
    }
    detail = arguments.has("quiet") ? .quiet : arguments.has("verbose") ? .verbose : .usual
  }

  /// What standard output is for, alone; nil where it is for the text.
  private var alone: ReportFormat? { files.first { $0.path == "-" }?.format }

  /// Whether a file can be written, found out before a run rather than after it; what an earlier run
  /// left there goes, so that nobody takes it for this one's.
  private static func canWrite(_ path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0, close(descriptor) == 0 else { return false }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { unlink(path) }
    return true
  }

  /// Reports a run in the forms asked for; returns what the process ends with.
  func deliver(_ run: KeptRun, keptIn place: String?) -> ExitCode {
    var text = alone?.render(run)
    if text == nil {
      text = textReport(run, style: Console.style(detail))
      // Whoever has something to mend wants to look it up, however quiet it is to be.
      if let place, detail != .quiet || run.record.outcome != .conformant {
        text? += "kept in \(place)\n"
      }
    }
    guard Console.print(text ?? "") else {
      Console.notice("conformance: standard output cannot be written")
      return .usage
    }
    var isWritten = true
    for (format, path) in files where path != "-" {
      if (try? Data(format.render(run).utf8).write(to: URL(filePath: path))) == nil {
        Console.notice("conformance: --\(format.rawValue) \(path.printable) could not be written")
        isWritten = false
      }
    }
    return isWritten ? ExitCode(run.record) : .usage
  }
}
