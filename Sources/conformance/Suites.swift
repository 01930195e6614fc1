import FoundationEssentials
import Glibc
import Harness
import JQ

/// The folders of suites a command works with, and what judging with them needs.
struct Suites {
  let catalogue: Catalogue
  /// A sum over all of their files, to tell one state of them from another.
  let digest: String
  /// Makes up requests.
  let cases: Worker
  /// Judges.
  let checks: Worker

  /// Reads the built-in suites and those that `--suites` adds.
  init(_ arguments: Arguments) async throws {
    let folders = [try Self.builtIn()] + arguments.all("suites")
    digest = try SuiteFolder.digest(of: folders)
    let executable = Self.executable
    let absolute = folders.map { URL(filePath: $0).standardizedFileURL.path }
    cases = Worker(executable: executable, libraries: absolute)
    checks = Worker(executable: executable, libraries: absolute)
    catalogue = try await Catalogue(folders: folders, worker: cases)
  }

  /// What is wrong with checks that are to judge: those that do not compile, else those of added
  /// folders that do not come out on their own examples as they say.
  func problems(of checks: [Check], in judge: Judge) async -> [SuiteProblem] {
    let problems = await judge.problems()
    guard problems.isEmpty else { return problems }
    return await Proof(worker: self.checks, remedies: catalogue.remedies)
      .problems(of: checks.filter { catalogue.addedChecks.contains($0.id) })
  }

  /// A judge for a plan, whose checks are sound.
  func judge(of plan: Plan) async throws -> Judge {
    let judge = Judge(plan.judging, worker: self.checks)
    let problems = await problems(of: plan.judging, in: judge)
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    return judge
  }

  /// Judges a kept run again, with the checks as they are now.
  func judge(again kept: Rejudgement, gate: Gate) async throws -> RunRecord {
    let plan = try kept.plan(with: catalogue)
    return await kept.run(
      plan, judge: try await judge(of: plan),
      identity: IdentityReader(worker: self.checks), gate: gate)
  }

  /// The profile that the arguments ask for.
  func profile(_ name: String?) throws(UsageError) -> Profile {
    let name = name ?? Profile.usual
    guard let profile = catalogue.profile(name) else {
      let known = catalogue.profiles.map(\.name).sorted().joined(separator: ", ")
      throw UsageError("there is no profile `\(name)`; profiles: \(known)")
    }
    return profile
  }

  static let option = Option.value(
    "suites", "DIR", "Add a folder of suites: its checks judge, its cases run.", repeats: true)

  /// This executable, which also serves as the worker.
  static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  /// Beside the executable, where a package puts it, or in the source tree above a build.
  private static func builtIn() throws(UsageError) -> String {
    var folder = URL(filePath: executable).deletingLastPathComponent()
    var tried = [
      folder.appending(path: "suites").path,
      folder.deletingLastPathComponent().appending(path: "share/conformance/suites").path,
    ]
    for _ in 0..<6 where folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
        tried.append(folder.appending(path: "suites").path)
      }
    }
    for path in tried where FileManager.default.fileExists(atPath: "\(path)/preflight.jq") {
      return path
    }
    throw UsageError(
      "the suites are missing; looked in \(tried.joined(separator: ", "))\n"
        + "  `make install PREFIX=…` puts them where the tool finds them; or copy the folder `suites`"
        + " of the sources to one of these")
  }
}
