import FoundationEssentials
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
  /// Where files that are derived from the built-in suites are stored; nil if none are.
  let prepared: PreparedFolder?
  private let executable: String

  /// How much of the suites a command evaluates.
  enum Use {
    /// Only their metadata.
    case metadata
    /// A few of their programs.
    case some
    /// Most of their programs, so that making an image of them is worth its time.
    case most
  }

  /// Reads the built-in suites and the folders of `--suites`.
  ///
  /// `isInstalling` stores the prepared files next to the suites.
  init(_ arguments: Arguments, for use: Use, isInstalling: Bool = false) async throws {
    let builtIn = try Installation.suites()
    let folders = ([builtIn] + arguments.all("suites")).map {
      URL(filePath: $0).standardizedFileURL.path
    }
    let builtInDigest = try SuiteFolder.digest(of: [builtIn])
    digest = folders.count == 1 ? builtInDigest : try SuiteFolder.digest(of: folders)
    let executable = try Installation.worker()
    // Two workers, so that cases and checks are evaluated at the same time.
    func worker(_ prepared: PreparedFolder?, after preparation: Task<Void, Never>? = nil) -> Worker
    {
      Worker(
        executable: executable, libraries: folders, image: prepared?.image, after: preparation)
    }
    let prepared = await Self.prepared(
      for: folders[0], digest: builtInDigest, arguments, isInstalling: isInstalling
    ) { await worker($0).restores(Catalogue.sampleProgram) }
    let cases = worker(prepared)
    prepared?.noteUse()
    (self.prepared, self.executable) = (prepared, executable)
    let catalogue = try await Catalogue(folders: folders, worker: cases, prepared: prepared)
    (self.cases, self.catalogue) = (cases, catalogue)
    var preparation: Task<Void, Never>?
    if use == .most, let prepared, !prepared.hasFailed,
      await !cases.restores(Catalogue.sampleProgram)
    {
      // Without an image, the programs are compiled.
      preparation = Task { try? await catalogue.makeImage(in: prepared, with: executable) }
    }
    checks = worker(prepared, after: preparation)
  }

  /// The prepared folder for the built-in suites: the one that was installed, or else one in the cache of the
  /// user. After an update of a library, an installed image is not valid, and only its owner can renew it.
  private static func prepared(
    for suites: String, digest: String, _ arguments: Arguments, isInstalling: Bool,
    ifValid hasImage: (PreparedFolder) async -> Bool
  ) async -> PreparedFolder? {
    if arguments.has("no-image") { return nil }
    let installed = Installation.installed(for: suites, digest: digest)
    if isInstalling { return installed }
    if installed.isTrusted {
      if installed.isWritable { return installed }
      if await hasImage(installed) { return installed }
    }
    return Installation.cached(for: suites, digest: digest, arguments)
  }

  /// Whether there is a valid image of the programs of the built-in suites.
  var hasImage: Bool { get async { await cases.restores(Catalogue.sampleProgram) } }

  /// Makes an image of the programs of the built-in suites.
  func makeImage(in folder: PreparedFolder) async throws {
    try await catalogue.makeImage(in: folder, with: executable)
  }

  /// The checks that do not compile, or else those of added folders that contradict their own examples.
  func problems(of checks: [Check], in judge: Judge) async -> [SuiteProblem] {
    let problems = await judge.problems()
    guard problems.isEmpty else { return problems }
    return await ExampleVerifier(worker: self.checks, remedies: catalogue.remedies)
      .problems(of: checks.filter { catalogue.addedChecks.contains($0.id) })
  }

  /// A judge with some checks, which may not compile.
  func judge(with checks: [Check]) -> Judge {
    Judge(checks, programs: catalogue.checkPrograms, worker: self.checks)
  }

  /// A judge for a plan.
  func judge(of plan: Plan) async throws -> Judge {
    let judge = judge(with: plan.judging)
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

  static let options: [Option] = [
    .value("suites", "DIR", "Add a folder with checks and cases.", repeats: true),
    .flag("no-image", "Compile the suites instead of using their prepared image."),
  ]
}
