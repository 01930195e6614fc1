public import JQ
internal import Synchronization
internal import JSONText
internal import Transcripts

/// Judges documents with all checks of a scope, in a worker.
///
/// A check that never ends, or crashes the worker, loses only its own verdict.
public struct Judge: Sendable {
  private let worker: Worker
  private let batches: [Check.Scope: Batch]
  /// The maximum number of seconds of a program for one document.
  private let patience: Double
  private let remember: Remember
  /// The ids of the checks that once did not end. They are not run again.
  private let hung = SharedSet()

  /// The checks of a scope, in the order of their programs.
  private struct Batch {
    var checks: [Check] = []
    var programs: [Program] = []
  }

  /// Some checks that are compiled together, which takes no longer than compiling a few of them separately.
  private struct Program {
    /// The places of the checks in the batch.
    var places: Range<Int>
    var source: String
  }

  /// The size in bytes from which a document, not the check, is the reason if a check does not end.
  private static let largeDocument = 4 << 20

  /// The maximum number of checks in a program. libjq's compile time grows with the square of the size, but
  /// each program also compiles the builtins.
  private static let maxChecks = 15

  /// A cache of verdicts: returns those of a text that contains everything they depend on, or finds them.
  public typealias Remember =
    @Sendable (_ text: () -> String, _ find: () async -> [Verdict]) async -> [Verdict]

  /// Prepares to judge with some checks. `patience` is the maximum number of seconds of a program for one
  /// document.
  public init(
    _ checks: [Check], worker: Worker, patience: Double = 10,
    remember: @escaping Remember = { await $1() }
  ) {
    self.worker = worker
    self.remember = remember
    self.patience = patience
    batches = Dictionary(grouping: checks, by: \.over).mapValues(Self.batch)
  }

  /// Groups checks that include the same modules, so that a large module is compiled only for checks that
  /// need it.
  private static func batch(of checks: [Check]) -> Batch {
    var batch = Batch()
    for includes in checks.map(\.includes).uniqued() {
      let alike = checks.filter { $0.includes == includes }
      for start in stride(from: 0, to: alike.count, by: maxChecks) {
        let checks = Array(alike[start..<min(start + maxChecks, alike.count)])
        let first = batch.checks.count
        batch.checks += checks
        batch.programs.append(
          Program(
            places: first..<batch.checks.count, source: source(for: checks, from: first)))
      }
    }
    return batch
  }

  /// Compiles all programs, so that errors are reported before the first request.
  public func problems() async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for batch in batches.values {
      for program in batch.programs {
        let checks = batch.checks[program.places]
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
                "it cannot be compiled together with \(checks.count - 1) others: \(evaluation.ending.words)",
              remedy: "Run them separately with --only to find the cause."))
        }
      }
    }
    return problems.sorted { $0.file < $1.file }
  }

  /// Compiles a program without judging anything.
  private func compile(_ source: String) async -> Evaluation {
    await worker.evaluate(source, on: #"{"slots":[],"document":null}"#, within: patience)
  }

  /// Judges a document with all checks of a scope. Checks that read an expectation which the case does not
  /// set do not apply.
  public func judge(
    _ document: String, over scope: Check.Scope, expecting keys: Set<String>? = nil
  ) async -> [(Check, Verdict)] {
    guard let batch = batches[scope] else { return [] }
    let found = await remember(
      { "\(scope) \(keys?.sorted() ?? []) \(document)" },
      { await verdicts(of: batch, on: document, expecting: keys) })
    return zip(batch.checks, found).sorted { $0.0.id < $1.0.id }
  }

  /// The verdicts of all checks; those after a check that ended the program are evaluated again.
  private func verdicts(
    of batch: Batch, on document: String, expecting keys: Set<String>?
  ) async -> [Verdict] {
    // A large document would time out in every check, so the checks are not tried one by one.
    let isLarge = document.utf8.count > Self.largeDocument
    var verdicts: [Verdict] = []
    func failAll(_ why: String) -> [Verdict] {
      let missing = batch.checks.count - verdicts.count
      return verdicts + Array(repeating: Self.failed(why), count: missing)
    }
    while verdicts.count < batch.checks.count {
      let evaluation = await evaluate(batch, from: verdicts.count, on: document, expecting: keys)
      for (place, verdict) in evaluation.outputs.compactMap(Self.verdict(in:)) {
        // `error(null)` ends a check without output, and `catch` does not catch it.
        while verdicts.count < place { verdicts.append(Self.noOutput) }
        verdicts.append(verdict)
      }
      guard verdicts.count < batch.checks.count else { break }
      switch evaluation.ending {
      case .stopped where isLarge, .crashed where isLarge:
        return failAll("the response is too large to judge")
      case .stopped(let why):
        hung.insert(batch.checks[verdicts.count].id)
        verdicts.append(Self.failed("the check was stopped: \(why)"))
      case .crashed: verdicts.append(Self.failed("libjq crashed while the check ran"))
      case .complete: verdicts.append(Self.noOutput)
      case .halted: verdicts.append(Self.failed("the check called halt"))
      // The error is outside of the checks: the document cannot be read.
      case .raised(let message): return failAll("the judge raised: \(message)")
      case .notCompiled(let messages):
        return failAll(messages.first ?? "the check does not compile")
      case .unavailable(let why): return failAll(why)
      }
    }
    return verdicts
  }

  private func evaluate(
    _ batch: Batch, from first: Int, on document: String, expecting keys: Set<String>?
  ) async -> Evaluation {
    let hungIDs = hung.items
    // null: the check has its verdict already; true: it judges; otherwise the reason why it does not.
    let slots = batch.checks.indices.map { index in
      let check = batch.checks[index]
      if index < first { return "null" }
      if hungIDs.contains(check.id) {
        return #"{"raised":{"inconclusive":"the check did not end for an earlier response"}}"#
      }
      guard let key = check.expects, let keys, !keys.contains(key) else { return "true" }
      return JSON.object([.init("skipped", .string("the case does not expect `\(key)`"))]).text
    }
    return await worker.evaluate(
      batch.programs.filter { $0.places.upperBound > first }.map(\.source),
      on: #"{"slots":[\#(slots.joined(separator: ","))],"document":\#(document)}"#,
      within: patience)
  }

  private static let noOutput = failed("the check had no output")

  /// The verdict of a check that failed to judge.
  private static func failed(_ why: String) -> Verdict { .inconclusive(Reason(.checkFailed, why)) }

  /// A program that outputs, for each check that judges, its place and its result as soon as it is known.
  private static func source(for checks: [Check], from first: Int = 0) -> String {
    let imports = checks.enumerated().map { "import \"\($1.module)\" as c\($0);" }
    let calls = checks.indices.map {
      "($slots[\(first + $0)] | if . == true then $document | judged(c\($0)::applies; c\($0)::check) "
        + "elif . == null then empty else . end | [\(first + $0), .])"
    }
    return """
      \(imports.joined(separator: "\n"))
      def judged(applies; check):
        try ([applies] as $when
          | if $when == [] then {raised: "`applies` had no output"}
            elif $when == [true] then {outputs: [limit(100; check)]}
            else {skipped: ($when | map(select(. != true))[0])} end)
        catch {raised: .};
      .slots as $slots | .document as $document | \(calls.joined(separator: ",\n"))
      """
  }

  /// The position of a check in its batch, and its verdict.
  private static func verdict(in output: String) -> (Int, Verdict)? {
    let pair = StrictJSON.decode(Array(output.utf8)).value?.array ?? []
    guard pair.count == 2, let place = pair[0].int else { return nil }
    return (place, verdict(of: pair[1]))
  }

  /// The verdict for an error, a reason of `applies`, or the outputs of a check.
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
          "`applies` returned \(skipped.text.cut(to: 200)), which is not true or a reason")
      }
      return .notApplicable(Reason(.doesNotApply, reason.cut(to: 500)))
    }
    let outputs = json["outputs"]?.array ?? []
    if outputs.isEmpty { return noOutput }
    let wrong = outputs.filter { $0 != true }
    let findings = wrong.compactMap(Finding.init)
    guard findings.count == wrong.count else {
      let invalid = wrong.first { Finding($0) == nil } ?? nil
      return failed("the check returned \(invalid.text), which is not true or a finding")
    }
    return findings.isEmpty ? .pass : .fail(findings)
  }
}

/// A set that tasks share.
private final class SharedSet: Sendable {
  private let storage = Mutex<Set<String>>([])

  var items: Set<String> { storage.withLock { $0 } }

  func insert(_ item: String) { storage.withLock { _ = $0.insert(item) } }
}
