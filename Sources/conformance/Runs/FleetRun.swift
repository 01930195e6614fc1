import JSONText
import Harness
import Reports

/// The runs of several endpoints, one after the other.
struct FleetRun {
  private let targets: [(name: String, arguments: Arguments)]

  /// Reads the targets, and makes sure that their runs do not overwrite each other's files.
  init(targetsIn file: String, _ arguments: Arguments) throws {
    guard !arguments.has("endpoint"), !arguments.has("api-key-env") else {
      throw UsageError(
        "--targets selects the endpoints: move --endpoint and --api-key-env into the file")
    }
    let list = try TargetsFile(file, shard: RunRequest.shard(arguments))
    let isSingle = list.entries.count == 1
    targets = try list.entries.map {
      ($0.name, try Self.arguments(of: $0, arguments, isSingle: isSingle))
    }
    try refuseSharedFiles(readFrom: file)
  }

  /// Runs all targets; returns the most severe exit code.
  func perform() async -> ExitCode {
    var rows: [FleetReport.Entry] = []
    var codes: [ExitCode] = []
    for (name, arguments) in targets {
      // The summary also has a row for each target that was not started.
      guard !Task.isCancelled else {
        rows.append(FleetReport.Entry(name, problem: "interrupted"))
        codes.append(.undecided)
        continue
      }
      Console.notice("\(name):")
      let invalid = FleetReport.Entry(name, problem: "invalid configuration, see above")
      // A problem of one target must not prevent the runs of the others.
      do {
        let outcome = try await SingleRun(arguments).perform()
        codes.append(outcome.code)
        rows.append(outcome.record.map { FleetReport.Entry(name, $0) } ?? invalid)
      } catch {
        codes.append(CommandLineTool.report(error))
        rows.append(invalid)
      }
    }
    Console.print("\n" + FleetReport(rows).text(style: Console.style(.usual)))
    return codes.max { $0.severity < $1.severity } ?? .undecided
  }

  /// The options of one target: its own, a folder for its runs, and reports with its name.
  private static func arguments(
    of entry: TargetsFile.Entry, _ arguments: Arguments, isSingle: Bool
  ) throws(UsageError) -> Arguments {
    var options = entry.options
    options.append(("reports", "\(arguments.value("reports") ?? "reports")/\(entry.name)"))
    for format in ReportFormat.allCases {
      guard let path = arguments.value(format.rawValue) else { continue }
      guard isSingle || path.contains("{name}") else {
        throw UsageError(
          "every target would write --\(format.rawValue) \(path): add {name} to it, which becomes the"
            + " target's name")
      }
      options.append((format.rawValue, path.replacing("{name}", with: entry.name)))
    }
    return arguments.setting(options, without: ["targets", "shard"])
  }

  /// A file that a target writes must not be one that another writes, or that any of them reads.
  private func refuseSharedFiles(readFrom list: String) throws(UsageError) {
    let read = Set(
      ([list] + targets.flatMap { ["pin", "known"].compactMap($0.arguments.value) })
        .compactMap { OutputFile($0).place })
    var writers: [OutputFile.Place: String] = [:]
    for (name, arguments) in targets {
      for format in ReportFormat.allCases {
        guard let path = arguments.value(format.rawValue) else { continue }
        let option = "--\(format.rawValue) \(path.printable)"
        guard path != "-" else {
          throw UsageError(
            "\(option): with --targets, standard output is for the summary; name a file")
        }
        // Pipes and devices can be shared.
        guard let place = OutputFile(path).place else { continue }
        guard !read.contains(place) else {
          throw UsageError("\(option) would overwrite a file that a target, or --targets, reads")
        }
        // ``RunOutput`` compares the files of one target.
        if let other = writers[place], other != name {
          throw UsageError("\(option) would be written by both \(other) and \(name)")
        }
        writers[place] = name
      }
    }
  }
}
