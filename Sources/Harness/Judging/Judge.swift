public import JQ
internal import Synchronization
internal import JSONText
internal import Transcripts

/// Judges documents with all checks of a scope, in a worker.
///
/// A check that never ends, or crashes the worker, loses only its own verdict.
public struct Judge: Sendable {
  private let worker: Worker
  private let checks: [Check]
  private let programs: [CheckProgram]
  /// The maximum number of seconds of a program for one document.
  private let patience: Double
  private let remember: Remember
  /// The ids of the checks that once did not end. They are not run again.
  private let hung = SharedSet()

  /// The size in bytes from which a document, not the check, is the reason if a check does not end.
  private static let largeDocument = 4 << 20

  /// A cache of verdicts: returns those of a text that contains everything they depend on, or finds them.
  public typealias Remember =
    @Sendable (_ text: () -> String, _ find: () async -> [Verdict]) async -> [Verdict]

  /// Prepares to judge with some checks. `programs` are those of a catalogue, if the checks are a part of it.
  /// `patience` is the maximum number of seconds of a program for one document.
  public init(
    _ checks: [Check], programs: [CheckProgram]? = nil, worker: Worker, patience: Double = 10,
    remember: @escaping Remember = { await $1() }
  ) {
    self.worker = worker
    self.remember = remember
    self.patience = patience
    self.checks = checks
    let ids = Set(checks.map(\.id))
    self.programs = (programs ?? CheckProgram.grouping(checks)).filter { program in
      program.checks.contains { ids.contains($0.id) }
    }
  }

  /// Compiles all programs, so that errors are reported before the first request.
  public func problems() async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for program in programs {
      let evaluation = await compile(program)
      guard evaluation.ending != .complete else { continue }
      let before = problems.count
      for check in program.checks {
        if case .notCompiled(let messages) = await compile(.alone(check)).ending {
          problems += SuiteProblem.compilation(of: check.file, messages)
        }
      }
      if problems.count == before {
        problems.append(
          SuiteProblem(
            file: program.checks.first?.file ?? "checks",
            what:
              "it cannot be compiled together with \(program.checks.count - 1) others: \(evaluation.ending.words)",
            remedy: "Run them separately with --only to find the cause."))
      }
    }
    return problems.sorted { $0.file < $1.file }
  }

  /// Compiles a program without judging anything.
  private func compile(_ program: CheckProgram) async -> Evaluation {
    await worker.evaluate(
      [program.source], on: CheckProgram.input([], Input("null")), within: patience)
  }

  /// Judges a document with all checks of a scope. Checks that read an expectation which the case does not set
  /// do not apply.
  public func judge(
    _ document: Input, over scope: Check.Scope, expecting keys: Set<String>? = nil
  ) async -> [(Check, Verdict)] {
    let checks = checks.filter { $0.over == scope }.sorted { $0.id < $1.id }
    guard !checks.isEmpty else { return [] }
    let found = await remember(
      {
        "\(scope) \(keys?.sorted() ?? []) \(document.text)"
      },
      {
        let verdicts = await verdicts(of: checks, over: scope, on: document, expecting: keys)
        return checks.map { verdicts[$0.id] ?? Self.noOutput }
      })
    return Array(zip(checks, found))
  }

  /// The verdict of each check, by its id. After a check that ended the program, the rest is evaluated again.
  private func verdicts(
    of checks: [Check], over scope: Check.Scope, on document: Input, expecting keys: Set<String>?
  ) async -> [String: Verdict] {
    let programs = programs.filter { $0.scope == scope }
    var slots = CheckSlots(programs, checks, expecting: keys, except: hung.items)
    // A large document would time out in every check, so the checks are not tried one by one.
    let isLarge = document.count > Self.largeDocument
    // The system may have killed the worker, so only a second crash is that of a check.
    var hasCrashed = false
    while !slots.isComplete {
      let evaluation = await worker.evaluate(
        slots.pendingPrograms, on: CheckProgram.input(slots.isPending, document), within: patience)
      slots.take(evaluation.outputs.compactMap(Self.verdict(in:)))
      // `error(null)` ends a program without an error, so that its next check has no output.
      slots.endSkipped(Self.noOutput)
      guard let next = slots.next else { break }
      switch evaluation.ending {
      case .stopped where isLarge, .crashed where isLarge && hasCrashed:
        slots.endAll(Self.failed("the response is too large to judge"))
      case .stopped(let why):
        hung.insert(next.id)
        slots.endNext(Self.failed("the check was stopped: \(why)"))
      case .crashed where !hasCrashed: hasCrashed = true
      case .crashed:
        hasCrashed = false
        slots.endNext(Self.failed("libjq crashed while the check ran"))
      case .complete: slots.endNext(Self.noOutput)
      case .halted: slots.endNext(Self.failed("the check called halt"))
      // The error is outside of the checks: the document cannot be read.
      case .raised(let message):
        slots.endAll(Self.failed("the judge raised: \(message.cut(to: 500))"))
      case .notCompiled(let messages):
        slots.endAll(Self.failed(messages.first ?? "the check does not compile"))
      case .unavailable where Task.isCancelled: slots.endAll(.inconclusive(.notJudgedInTime))
      case .unavailable(let why): slots.endAll(Self.failed(why))
      }
    }
    return slots.verdicts
  }

  private static let noOutput = failed("the check had no output")

  /// The verdict of a check that failed to judge.
  private static func failed(_ why: String) -> Verdict { .inconclusive(Reason(.checkFailed, why)) }

  /// The place of a check and its verdict.
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
