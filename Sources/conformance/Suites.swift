import FoundationEssentials
import Glibc
import Harness
import JQ

/// The folders of suites of a command, and the workers that evaluate them.
struct Suites {
  let catalogue: Catalogue
  /// A checksum of all files, which identifies their state.
  let digest: String
  /// Evaluates cases.
  let cases: Worker
  /// Evaluates checks.
  let checks: Worker

  /// Reads the built-in suites and the folders of `--suites`.
  init(_ arguments: Arguments) async throws {
    let folders = [try Self.builtIn()] + arguments.all("suites")
    digest = try SuiteFolder.digest(of: folders)
    let executable = Self.executable
    let absolute = folders.map { URL(filePath: $0).standardizedFileURL.path }
    // Two workers, so that cases and checks are evaluated at the same time.
    cases = Worker(executable: executable, libraries: absolute)
    checks = Worker(executable: executable, libraries: absolute)
    catalogue = try await Catalogue(folders: folders, worker: cases)
  }

  /// The checks that do not compile, or else those of added folders that contradict their own examples.
  func problems(of checks: [Check], in judge: Judge) async -> [SuiteProblem] {
    let problems = await judge.problems()
    guard problems.isEmpty else { return problems }
    return await ExampleVerifier(worker: self.checks, remedies: catalogue.remedies)
      .problems(of: checks.filter { catalogue.addedChecks.contains($0.id) })
  }

  /// A judge for a plan.
  func judge(of plan: Plan) async throws -> Judge {
    let judge = Judge(plan.judging, worker: self.checks)
    let problems = await problems(of: plan.judging, in: judge)
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    return judge
  }

  /// Judges a stored run again with the current checks.
  func judge(again rejudge: Rejudge, gate: Gate) async throws -> RunRecord {
    let plan = try rejudge.plan(with: catalogue)
    return await rejudge.run(
      plan, judge: try await judge(of: plan),
      identity: IdentityReader(worker: self.checks), gate: gate)
  }

  /// The profile with a name.
  func profile(_ name: String?) throws(UsageError) -> Profile {
    let name = name ?? Profile.defaultName
    guard let profile = catalogue.profile(name) else {
      let known = catalogue.profiles.map(\.name).sorted().joined(separator: ", ")
      throw UsageError("unknown profile `\(name)`; profiles: \(known)")
    }
    return profile
  }

  /// The requirements of a date; nil if none is given.
  func requirements(_ date: String?) throws(UsageError) -> RequirementSet? {
    guard let date else { return nil }
    guard date.wholeMatch(of: /\d{4}-\d{2}(-\d{2})?/) != nil,
      Timestamp(day: date.count == 7 ? date + "-01" : date) != nil,
      let set = catalogue.requirements(of: date)
    else {
      let known = catalogue.requirements.map(\.date).joined(separator: ", ")
      throw UsageError(
        "there are no requirements of `\(date)`; dates: \(known) (a later date selects the latest"
          + " before it)")
    }
    return set
  }

  static let option = Option.value(
    "suites", "DIR", "Add a folder with checks and cases.", repeats: true)

  /// This executable, which also serves as the worker.
  static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  /// The folder next to the executable, where a package installs it, or in the source tree of a build.
  private static func builtIn() throws(UsageError) -> String {
    var folder = URL(filePath: executable).deletingLastPathComponent()
    var tried = [
      folder.appending(path: "suites").path,
      folder.deletingLastPathComponent().appending(path: "share/conformance/suites").path,
    ]
    // A build is in a folder below `.build` of the package.
    for _ in 0..<6 where folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
        tried.append(folder.appending(path: "suites").path)
      }
    }
    // Another program may also have a folder `suites`.
    for path in tried where FileManager.default.fileExists(atPath: "\(path)/preflight.jq") {
      return path
    }
    throw UsageError(
      "the suites are missing; searched \(tried.joined(separator: ", "))\n"
        + "  Run `make install PREFIX=…`, or copy the folder `suites` of the sources to one of these"
    )
  }
}
