public import JQ
internal import JSONText
internal import Transcripts

/// All checks, cases and profiles in the folders of suites.
public struct Catalogue: Sendable {
  /// The checks, by id.
  public private(set) var checks: [Check] = []
  /// The cases in the order of reports.
  public private(set) var cases: [Case] = []
  /// The profiles, by name.
  public private(set) var profiles: [Profile] = []
  /// The sets of requirements of earlier releases, the oldest first.
  public private(set) var requirements: [RequirementSet] = []
  /// The remedies by id.
  public private(set) var remedies: [String: Remedy] = [:]
  /// The suites from folders after the first; every profile includes them.
  public private(set) var added: Set<String> = []
  /// The checks from folders after the first, which only their authors have tested.
  public private(set) var addedChecks: Set<String> = []

  /// The programs of all checks.
  public private(set) var checkPrograms: [CheckProgram] = []
  /// The programs of all cases.
  public private(set) var casePrograms: [CaseProgram] = []

  /// Reads the folders, the built-in folder first; the worker must use the same folders. The metadata of the
  /// built-in folder is stored in the prepared folder, or read from there.
  public init(folders paths: [String], worker: Worker, prepared: PreparedFolder? = nil)
    async throws(SuiteProblems)
  {
    var problems: [SuiteProblem] = []
    var metadata = MetadataReader(worker: worker, prepared: prepared)
    var repeated: [SuiteProblem] = []
    for (number, path) in paths.enumerated() {
      let folder = try SuiteFolder(path)
      if number > 0, let nothing = folder.lacksEverything { problems.append(nothing) }
      if number == 1 { metadata.store() }
      for id in folder.checks() {
        let file = folder.file(of: "checks/\(id)")
        do throws(SuiteProblems) {
          let check = try await Check(
            id: id, file: file, metadata: metadata.read("checks/\(id)", file: file))
          if let other = checks.first(where: { $0.id == id }) {
            repeated.append(.twice("check", id, in: file, and: other.file))
          } else {
            checks.append(check)
            if number > 0 { addedChecks.insert(id) }
          }
        } catch {
          problems += error.problems
        }
      }
      for module in folder.cases() {
        let file = folder.file(of: module)
        do throws(SuiteProblems) {
          let found = try await Case.read(
            module: module, file: file, metadata: metadata.read(module, file: file))
          if let other = cases.first(where: { known in found.contains { $0.id == known.id } }) {
            repeated.append(.twice("case", module, in: file, and: other.file))
          } else {
            cases += found
          }
          if number > 0 { added.formUnion(found.map(\.suite)) }
        } catch {
          problems += error.problems
        }
      }
      for name in folder.remedies() {
        do throws(SuiteProblems) {
          let file = "\(folder.path)/remedies/\(name).json"
          remedies.merge(
            try Remedy.read(folder.read("remedies/\(name).json"), file: file),
            uniquingKeysWith: { $1 })
        } catch {
          problems += error.problems
        }
      }
      for date in folder.requirements() where number == 0 {
        do throws(SuiteProblems) {
          requirements.append(
            try RequirementSet(
              date: date, file: "\(folder.path)/requirements/\(date).txt",
              text: folder.read("requirements/\(date).txt")))
        } catch {
          problems += error.problems
        }
      }
      for name in folder.profiles() {
        let file = "\(folder.path)/profiles/\(name).json"
        do throws(SuiteProblems) {
          profiles.append(
            try Profile(name: name, file: file, text: folder.read("profiles/\(name).json")))
        } catch {
          problems += error.problems
        }
      }
    }
    checks.sort { $0.id < $1.id }
    cases.sort { ($0.suite, $0.step ?? "~", $0.id) < ($1.suite, $1.step ?? "~", $1.id) }
    let read = profiles
    profiles = []
    for profile in read {
      if let whole = profile.whole(among: read) {
        profiles.append(whole)
      } else {
        problems.append(.baseless(profile))
      }
    }
    problems +=
      repeated.folded + unclaimed() + unknownRemedies() + Precedence(of: checks).problems()
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    if paths.count == 1 { metadata.store() }
    checkPrograms = CheckProgram.grouping(checks, added: addedChecks)
    casePrograms = CaseProgram.grouping(cases, added: added)
  }

  /// The latest set of requirements that is not newer than a date such as `2026-12`.
  public func requirements(of date: String) -> RequirementSet? {
    requirements.last { $0.date <= date }
  }

  /// The profile with a name.
  public func profile(_ name: String) -> Profile? { profiles.last { $0.name == name } }

  /// Finds undefined remedies, which reports would show by their id.
  private func unknownRemedies() -> [SuiteProblem] {
    let named =
      checks.map { (file: $0.file, key: "remedy", ids: $0.remedy) }
      + cases.map { testCase in
        let ids = testCase.ifRefused?["remedy"]?.array ?? []
        return (file: testCase.file, key: "if_refused", ids: ids.compactMap(\.string))
      }
      + cases.map { testCase in
        let options = testCase.expect.flatMap { $0["options"]?.object ?? [] }
        return (file: testCase.file, key: "options", ids: options.compactMap(\.value.string))
      }
    return named.flatMap { file, key, ids in
      ids.compactMap { id in
        SuiteProblem.unknownRemedy(
          id, among: remedies, in: file, line: Metadata.line(of: key, in: file))
      }
    }.uniqued()
  }

  /// Finds expectations that no check reads: they would never fail, and are usually misspelled.
  private func unclaimed() -> [SuiteProblem] {
    let claimed = Set(checks.compactMap(\.expects)).sorted()
    var problems: [SuiteProblem] = []
    for testCase in cases {
      for key in testCase.expect.flatMap({ $0.object ?? [] }).map(\.key)
      where !claimed.contains(key) {
        let problem = SuiteProblem(
          file: testCase.file, line: Metadata.line(of: key, in: testCase.file),
          what: "no check reads `expect.\(key)`",
          remedy: (key.nearest(of: claimed).map { "Perhaps `\($0)` is meant. " } ?? "")
            + "Checks read: \(claimed.joined(separator: ", ")).")
        if !problems.contains(problem) { problems.append(problem) }
      }
    }
    return problems
  }
}

extension SuiteProblem {
  /// A profile that extends a missing profile, or itself through others.
  fileprivate static func baseless(_ profile: Profile) -> Self {
    Self(
      file: profile.file, line: Metadata.line(of: "extends", in: profile.file),
      what: "it extends `\(profile.base ?? "")`, which does not exist or extends it in turn",
      remedy: "`extends` must be the name of another profile, without `.json`.")
  }

  /// Reports an undefined remedy; nil if the text is a known id or a sentence.
  static func unknownRemedy(
    _ id: String, among remedies: [String: Remedy], in file: String,
    line: @autoclosure () -> Int?, where place: String = ""
  ) -> Self? {
    guard Remedy.isID(id), remedies[id] == nil else { return nil }
    return Self(
      file: file, line: line(), what: "there is no remedy `\(id)`\(place)",
      remedy: (id.nearest(of: Array(remedies.keys)).map { "Perhaps `\($0)` is meant. " } ?? "")
        + "Add it to `remedies/`, or write a sentence.")
  }

  /// An id that two folders of suites define.
  fileprivate static func twice(_ kind: String, _ id: String, in file: String, and other: String)
    -> Self
  {
    Self(
      file: file, what: "the \(kind) `\(id)` already exists in \(other)",
      remedy: "Use another path: the path is its id.")
  }
}

extension [SuiteProblem] {
  /// Reduces the duplicates of a copied folder to one problem.
  fileprivate var folded: Self {
    guard count > 3, let first else { return self }
    return [
      SuiteProblem(
        file: first.file, what: "this file and \(count - 1) others already exist in another folder",
        remedy: "A folder for --suites must contain only your own checks and cases.")
    ]
  }
}
