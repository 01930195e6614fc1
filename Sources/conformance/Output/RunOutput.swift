import JSONText
import Harness
import Reports

/// Where the outcome of a run goes: to standard output as text, and to files in other forms.
struct RunOutput {
  private var files: [(format: ReportFormat, file: OutputFile)] = []
  let detail: TextStyle.Detail

  static let options: [Option] =
    ReportFormat.allCases.map { .value($0.rawValue, "FILE", "Write \($0.purpose).") } + [
      .flag("quiet", "Print the verdict and what is wrong, nothing else."),
      .flag("verbose", "Print every check of every exchange."),
    ]

  /// Reads what is asked for, and finds out whether it can be; nothing is changed yet. None of the records
  /// of some runs is written over, and the one that is told of only by its like.
  init(_ arguments: Arguments, of run: RunFolder? = nil, keeping others: [RunFolder] = [])
    throws(UsageError)
  {
    for format in ReportFormat.allCases {
      guard let name = arguments.value(format.rawValue) else { continue }
      let file = OutputFile(name)
      func refuse(_ why: String) -> UsageError {
        UsageError("--\(format.rawValue) \(name.printable) \(why)")
      }
      if name != "-" {
        guard file.canBeWritten else {
          throw refuse("cannot be written: is its folder there, and yours?")
        }
        let kept = others + (format == .json ? [] : [run].compactMap(\.self))
        if kept.contains(where: { file.isSame(as: $0.recordFile) }) {
          throw refuse("would take the place of a run's record")
        }
        for option in ["pin", "known", "targets"] {
          guard let input = arguments.value(option), file.isSame(as: input) else { continue }
          throw refuse("would take the place of what --\(option) reads")
        }
      }
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

  /// What standard output is for, alone; nil where it is for the text.
  private var alone: ReportFormat? { files.first { $0.file.name == "-" }?.format }

  /// Takes away what an earlier run left, once nothing of the command has to change any more: nobody is to
  /// take it for this one's, should this one come to no record.
  func removeStale() {
    for (_, file) in files where file.name != "-" { file.removeStale() }
  }

  /// Reports a run in the forms asked for; returns what the process ends with.
  func deliver(_ run: StoredRun, keptIn place: String?) -> ExitCode {
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
