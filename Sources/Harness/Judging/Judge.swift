public import JQ
internal import Synchronization
internal import JSONText
internal import Transcripts

/// Holds documents against checks, all of a scope at a time, in the worker.
///
/// A check that never ends, or takes the worker down, costs its own verdict and no other.
public struct Judge: Sendable {
  private let worker: Worker
  private let panels: [Check.Scope: Panel]
  private let patience: Double
  private let remember: Remember
  /// The checks that did not end once: no further document waits for them.
  private let hung = Shelf()

  /// The checks of a scope, in the order of their programs.
  private struct Panel {
    var checks: [Check] = []
    var programs: [Program] = []
  }

  /// Some checks that are compiled together: that costs what a few alone would.
  private struct Program {
    /// Where they stand in the panel.
    var places: Range<Int>
    var source: String
  }

  /// Bytes of a document beyond which a check that does not end is not to blame.
  private static let large = 4 << 20

  /// libjq's time to compile grows with the square of a program, and with each it compiles its builtins.
  private static let mostChecks = 15

  /// Gives the verdicts on a document, by a text that says all they depend on, or has them found.
  public typealias Remember =
    @Sendable (_ text: () -> String, _ find: () async -> [Verdict]) async -> [Verdict]

  /// Groups the checks; `patience` is how many seconds a program may take over one document.
  public init(
    _ checks: [Check], worker: Worker, patience: Double = 10,
    remember: @escaping Remember = { await $1() }
  ) {
    self.worker = worker
    self.remember = remember
    self.patience = patience
    panels = Dictionary(grouping: checks, by: \.over).mapValues(Self.panel)
  }

  /// A check that includes much would make dear the others of its program, if these do not.
  private static func panel(of checks: [Check]) -> Panel {
    var panel = Panel()
    for includes in checks.map(\.includes).uniqued() {
      let alike = checks.filter { $0.includes == includes }
      for start in stride(from: 0, to: alike.count, by: mostChecks) {
        let checks = Array(alike[start..<min(start + mostChecks, alike.count)])
        let first = panel.checks.count
        panel.checks += checks
        panel.programs.append(
          Program(
            places: first..<panel.checks.count, source: source(for: checks, from: first)))
      }
    }
    return panel
  }

  /// Compiles all programs, so that a broken check is told before anything is sent.
  public func problems() async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for panel in panels.values {
      for program in panel.programs {
        let checks = panel.checks[program.places]
        let evaluation = await compile(program.source)
        guard evaluation.ending != .complete else { continue }
        let before = problems.count
        for check in checks {
          let alone = await compile(Self.source(for: [check]))
          if case .notCompiled(let messages) = alone.ending {
            problems += SuiteProblem.compilation(of: check.file, messages)
          }
        }
        if problems.count == before {
          problems.append(
            SuiteProblem(
              file: checks.first?.file ?? "checks",
              what:
                "it and \(checks.count - 1) others cannot be compiled together: \(evaluation.ending.words)",
              remedy: "Try them one at a time with --only."))
        }
      }
    }
    return problems.sorted { $0.file < $1.file }
  }

  private func compile(_ source: String) async -> Evaluation {
    await worker.evaluate(source, on: #"{"turns":[],"document":null}"#, within: patience)
  }

  /// Judges a document with all checks of a scope, but those that read an expectation which the case
  /// does not set: they do not apply.
  public func judge(
    _ document: String, over scope: Check.Scope, expecting keys: Set<String>? = nil
  ) async -> [(Check, Verdict)] {
    guard let panel = panels[scope] else { return [] }
    let found = await remember(
      { "\(scope) \(keys?.sorted() ?? []) \(document)" },
      { await verdicts(of: panel, on: document, expecting: keys) })
    return zip(panel.checks, found).sorted { $0.0.id < $1.0.id }
  }

  private func verdicts(
    of panel: Panel, on document: String, expecting keys: Set<String>?
  ) async -> [Verdict] {
    // On a large document it is the document that takes too long, and each check would again.
    let isLarge = document.utf8.count > Self.large
    var verdicts: [Verdict] = []
    func all(_ why: String) -> [Verdict] {
      let left = panel.checks.count - verdicts.count
      return verdicts + Array(repeating: Self.failed(why), count: left)
    }
    while verdicts.count < panel.checks.count {
      let evaluation = await evaluate(panel, from: verdicts.count, on: document, expecting: keys)
      for (place, verdict) in evaluation.outputs.compactMap(Self.verdict(in:)) {
        // `error(null)` ends a check without a word, and no `catch` sees it.
        while verdicts.count < place { verdicts.append(Self.silence) }
        verdicts.append(verdict)
      }
      guard verdicts.count < panel.checks.count else { break }
      switch evaluation.ending {
      case .stopped where isLarge, .crashed where isLarge:
        return all("the answer is too large to judge")
      case .stopped(let why):
        hung.put(panel.checks[verdicts.count].id)
        verdicts.append(Self.failed("the check was stopped: \(why)"))
      case .crashed: verdicts.append(Self.failed("libjq ended while the check ran"))
      case .complete: verdicts.append(Self.silence)
      case .halted: verdicts.append(Self.failed("the check called halt"))
      // Raised outside every check: the document itself cannot be read.
      case .raised(let message): return all("the judge raised: \(message)")
      case .notCompiled(let messages): return all(messages.first ?? "the check does not compile")
      case .unavailable(let why): return all(why)
      }
    }
    return verdicts
  }

  private func evaluate(
    _ panel: Panel, from first: Int, on document: String, expecting keys: Set<String>?
  ) async -> Evaluation {
    let known = hung.contents
    // null: has its verdict already; true: judges; else the reason why not.
    let turns = panel.checks.indices.map { index in
      let check = panel.checks[index]
      if index < first { return "null" }
      if known.contains(check.id) {
        return #"{"raised":{"inconclusive":"the check did not end on an earlier answer"}}"#
      }
      guard let key = check.expects, let keys, !keys.contains(key) else { return "true" }
      return JSON.object([.init("skipped", .string("the case expects no `\(key)`"))]).text
    }
    return await worker.evaluate(
      panel.programs.filter { $0.places.upperBound > first }.map(\.source),
      on: #"{"turns":[\#(turns.joined(separator: ","))],"document":\#(document)}"#,
      within: patience)
  }

  private static let silence = failed("the check said nothing")

  /// The verdict of a check that did not work.
  private static func failed(_ why: String) -> Verdict { .inconclusive(Reason(.checkFailed, why)) }

  /// One output for each check, from the first wanted on, each as soon as it is known: its place and what
  /// came of it.
  private static func source(for checks: [Check], from first: Int = 0) -> String {
    let imports = checks.enumerated().map { "import \"\($1.module)\" as c\($0);" }
    let calls = checks.indices.map {
      "($turns[\(first + $0)] | if . == true then $document | judged(c\($0)::applies; c\($0)::check) "
        + "elif . == null then empty else . end | [\(first + $0), .])"
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

  private static func verdict(in output: String) -> (Int, Verdict)? {
    let pair = StrictJSON.decode(Array(output.utf8)).value?.array ?? []
    guard pair.count == 2, let place = pair[0].int else { return nil }
    return (place, verdict(of: pair[1]))
  }

  private static func verdict(of json: JSON) -> Verdict {
    if let reason = json["raised"]?["inconclusive"]?.string {
      return .inconclusive(Reason(.undecided, reason.cut(to: 500)))
    }
    if let raised = json["raised"] {
      return failed("the check raised: \((raised.string ?? raised.text).cut(to: 500))")
    }
    if let skipped = json["skipped"] {
      guard let reason = skipped.string ?? (skipped == false ? "the check does not apply" : nil)
      else {
        return failed(
          "`applies` put out \(skipped.text.cut(to: 200)), which is neither true nor a reason")
      }
      return .notApplicable(Reason(.doesNotApply, reason.cut(to: 500)))
    }
    let outputs = json["outputs"]?.array ?? []
    if outputs.isEmpty { return silence }
    let wrong = outputs.filter { $0 != true }
    let findings = wrong.compactMap(Finding.init)
    guard findings.count == wrong.count else {
      let odd = wrong.first { Finding($0) == nil } ?? nil
      return failed("the check put out \(odd.text), which is neither true nor a finding")
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
