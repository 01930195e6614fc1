import JSONText
import Harness
import Reports

/// The output of a run: text on standard output, and files in other formats.
struct RunOutput {
  private var files: [(format: ReportFormat, file: OutputFile)] = []
  /// How much the text report shows.
  let detail: TextStyle.Detail

  static let options: [Option] =
    ReportFormat.allCases.map { .value($0.rawValue, "FILE", "Write \($0.purpose).") } + [
      .flag("quiet", "Print only the verdict and the failures."),
      .flag("verbose", "Print all checks of all exchanges."),
    ]

  /// Reads the options, and tests whether the files can be written, without changing them. Output must not
  /// overwrite the records of other runs; the record of the reported run may be overwritten by `--json`.
  init(_ arguments: Arguments, of run: RunFolder? = nil, preserving others: [RunFolder] = [])
    throws(UsageError)
  {
    for format in ReportFormat.allCases {
      guard let name = arguments.value(format.rawValue) else { continue }
      let file = OutputFile(name)
      func refuse(_ why: String) -> UsageError {
        UsageError("--\(format.rawValue) \(name.printable) \(why)")
      }
      if name != "-" {
        guard file.isWritable else {
          throw refuse("cannot be written: check that its folder exists and is writable")
        }
        let preserved = others + (format == .json ? [] : [run].compactMap(\.self))
        if preserved.contains(where: { file.isSame(as: $0.recordFile) }) {
          throw refuse("would overwrite the record of a run")
        }
        for option in ["pin", "known", "targets"] {
          guard let input = arguments.value(option), file.isSame(as: input) else { continue }
          throw refuse("would overwrite the file of --\(option)")
        }
      }
      // This includes `-`: standard output takes only one report.
      if let other = files.first(where: { $0.file.isSame(as: name) })?.format {
        throw UsageError(
          "--\(other.rawValue) and --\(format.rawValue) both write to \(name.printable)")
      }
      files.append((format, file))
    }
    if arguments.has("quiet") && arguments.has("verbose") {
      throw UsageError("--quiet and --verbose exclude each other")
    }
    detail = arguments.has("quiet") ? .quiet : arguments.has("verbose") ? .verbose : .usual
  }

  /// The format that replaces the text on standard output; nil for the text.
  private var formatOnStandardOutput: ReportFormat? { files.first { $0.file.name == "-" }?.format }

  /// Deletes the files of an earlier run, so that they are not mistaken for those of this run if it fails. This
  /// happens only after all arguments are validated.
  func removeStale() {
    for (_, file) in files where file.name != "-" { file.removeStale() }
  }

  /// Reports a run in all requested formats; returns the exit code of the process.
  func deliver(_ run: StoredRun, keptIn place: String?) -> ExitCode {
    var text = formatOnStandardOutput?.render(run)
    if text == nil {
      text = textReport(run, style: Console.style(detail))
      // With failures, the folder is printed also in quiet mode, because it contains the evidence.
      if let place, detail != .quiet || run.record.outcome != .conformant {
        text? += "kept in \(place)\n"
      }
    }
    // A full disk must not look like a success.
    guard Console.print(text ?? "") else {
      Console.notice("conformance: cannot write to standard output")
      return .usage
    }
    var isWritten = true
    // A file that cannot be written does not prevent the others.
    for (format, file) in files where file.name != "-" {
      do throws(UsageError) {
        try file.write(format.render(run))
      } catch {
        Console.notice("conformance: --\(format.rawValue) \(error.message)")
        isWritten = false
      }
    }
    return isWritten ? ExitCode(run.record) : .usage
  }
}
