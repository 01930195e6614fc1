public import JQ
internal import Synchronization
internal import Transcripts

/// Holds documents against checks, some dozens at a time, in the worker.
///
/// A check that never ends, or takes the worker down, costs its own verdict and no other.
public struct Judge: Sendable {
  private let worker: Worker
  private let programs: [Program]
  private let patience: Double
  private let memory: JudgeMemory?
  /// The checks that did not end once: no further document waits for them.
  private let hung = Shelf()

  /// What checks have in common that are compiled together: one that includes much makes others dear.
  private struct Group: Hashable {
    var scope: Check.Scope
    var includes: [String]
  }

  /// Checks that are compiled together: that costs what a few alone would.
  private struct Program {
    var checks: [Check]
    var source: String
  }

  /// Bytes of a document beyond which a check that does not end is not to blame.
  private static let large = 4 << 20

  /// libjq's time to compile grows with the square of a program, and parses its own builtins for each.
  private static let mostChecks = 15

  /// Groups the checks; `patience` is how many seconds a group may take over one document.
  public init(
    _ checks: [Check], worker: Worker, patience: Double = 10, memory: JudgeMemory? = nil
  ) {
    self.worker = worker
    self.memory = memory
    self.patience = patience
    let groups = Dictionary(grouping: checks) { Group(scope: $0.over, includes: $0.includes) }
    programs = groups.values.flatMap { group in
      stride(from: 0, to: group.count, by: Self.mostChecks).map { start in
        let checks = Array(group[start..<min(start + Self.mostChecks, group.count)])
        return Program(checks: checks, source: Self.source(for: checks))
      }
    }
    .sorted { $0.checks[0].id < $1.checks[0].id }
  }

  /// Compiles all programs, so that a broken check is told before anything is sent.
  public func problems() async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for program in programs {
      let evaluation = await evaluate(program, from: program.checks.count, on: "null")
      guard evaluation.ending != .complete else { continue }
      let before = problems.count
      for check in program.checks {
        let alone = await evaluate(
          Program(checks: [check], source: Self.source(for: [check])), from: 1, on: "null")
        if case .notCompiled(let messages) = alone.ending {
          problems += SuiteProblem.compilation(of: check.file, messages)
        }
      }
      if problems.count == before {
        problems.append(
          SuiteProblem(
            file: program.checks.first?.file ?? "checks",
            what:
              "it and \(program.checks.count - 1) others cannot be compiled together: \(evaluation.ending.words)",
            remedy: "Try them one at a time with --only."))
      }
    }
    return problems
  }

  /// Judges a document with all checks of a scope, but those that read an expectation which the case
  /// does not set: they do not apply.
  public func judge(
    _ document: String, over scope: Check.Scope, expecting keys: Set<String>? = nil
  ) async -> [(Check, Verdict)] {
    var all: [(Check, Verdict)] = []
    for program in programs where program.checks.first?.over == scope {
      func judge() async -> [Verdict] {
        await verdicts(of: program, on: document, expecting: keys)
      }
      let key = "\(program.checks.first?.id ?? "") \(keys?.sorted() ?? []) \(document)"
      let found =
        if let memory { await memory.verdicts(on: key, orElse: judge) } else { await judge() }
      all += zip(program.checks, found)
    }
    return all.sorted { $0.0.id < $1.0.id }
  }

  private func verdicts(
    of program: Program, on document: String, expecting keys: Set<String>?
  ) async -> [Verdict] {
    // On a large document it is the document that takes too long, and each check would again.
    let isLarge = document.utf8.count > Self.large
    var verdicts: [Verdict] = []
    while verdicts.count < program.checks.count {
      let evaluation = await evaluate(
        program, from: verdicts.count, on: document, expecting: keys)
      verdicts += evaluation.outputs.map(Self.verdict)
      guard verdicts.count < program.checks.count else { break }
      switch evaluation.ending {
      case .stopped where isLarge, .crashed where isLarge:
        return verdicts + rest(of: program, after: verdicts, "the answer is too large to judge")
      case .stopped(let why):
        hung.put(program.checks[verdicts.count].id)
        verdicts.append(.inconclusive("the check was stopped: \(why)"))
      case .crashed: verdicts.append(.inconclusive("libjq ended while the check ran"))
      case .complete: verdicts.append(.inconclusive("the check said nothing"))
      case .raised(let message):
        // Raised outside every check: the document itself cannot be read.
        return verdicts + rest(of: program, after: verdicts, "the judge raised: \(message)")
      case .notCompiled(let messages):
        return verdicts
          + rest(of: program, after: verdicts, messages.first ?? "the check does not compile")
      case .unavailable(let why):
        return verdicts + rest(of: program, after: verdicts, why)
      }
    }
    return verdicts
  }

  private func rest(of program: Program, after verdicts: [Verdict], _ why: String) -> [Verdict] {
    Array(repeating: .inconclusive(why), count: program.checks.count - verdicts.count)
  }

  private func evaluate(
    _ program: Program, from first: Int, on document: String, expecting keys: Set<String>? = nil
  ) async -> Evaluation {
    let known = hung.contents
    // null: has its verdict already; true: judges; else the reason why not.
    let turns = program.checks.indices.map { index in
      let check = program.checks[index]
      if index < first { return "null" }
      if known.contains(check.id) {
        return #"{"raised":{"inconclusive":"the check did not end on an earlier answer"}}"#
      }
      guard let key = check.expects, let keys, !keys.contains(key) else { return "true" }
      return JSON.object([.init("skipped", .string("the case expects no `\(key)`"))]).text
    }
    return await worker.evaluate(
      program.source,
      on: #"{"turns":[\#(turns.joined(separator: ","))],"document":\#(document)}"#,
      within: patience)
  }

  /// One output for each check, from the first wanted on, each as soon as it is known.
  private static func source(for checks: [Check]) -> String {
    let imports = checks.enumerated().map { "import \"\($1.module)\" as c\($0);" }
    let calls = checks.indices.map {
      "($turns[\($0)] | if . == true then $document | judged(c\($0)::applies; c\($0)::check) "
        + "elif . == null then empty else . end)"
    }
    return """
      \(imports.joined(separator: "\n"))
      def judged(applies; check):
        try ([applies] as $when
          | if $when == [] then {raised: "`applies` said nothing"}
            elif $when == [true] then {outputs: [limit(100; check)]}
            else {skipped: ($when | map(select(. != true))[0])} end)
        catch {raised: .};
      .turns as $turns | .document as $document | \(calls.joined(separator: ",\n"))
      """
  }

  private static func verdict(of output: String) -> Verdict {
    let json = StrictJSON.decode(Array(output.utf8)).value ?? nil
    if let reason = json["raised"]?["inconclusive"]?.string {
      return .inconclusive(reason.cut(to: 500))
    }
    if let raised = json["raised"] {
      return .inconclusive("the check raised: \((raised.string ?? raised.text).cut(to: 500))")
    }
    if let skipped = json["skipped"] {
      guard let reason = skipped.string ?? (skipped == false ? "the check does not apply" : nil)
      else {
        return .inconclusive(
          "`applies` put out \(skipped.text.cut(to: 200)), which is neither true nor a reason")
      }
      return .notApplicable(reason.cut(to: 500))
    }
    let outputs = json["outputs"]?.array ?? []
    if outputs.isEmpty { return .inconclusive("the check said nothing") }
    let wrong = outputs.filter { $0 != true }
    let findings = wrong.compactMap(Finding.init)
    guard findings.count == wrong.count else {
      let odd = wrong.first { Finding($0) == nil } ?? nil
      return .inconclusive("the check put out \(odd.text), which is neither true nor a finding")
    }
    return findings.isEmpty ? .pass : .fail(findings)
  }
}

/// A set that tasks share.
private final class Shelf: Sendable {
  private let items = Mutex<Set<String>>([])

  var contents: Set<String> { items.withLock { $0 } }

  func put(_ item: String) { items.withLock { _ = $0.insert(item) } }
}
