public import JQ
internal import JSONText
public import Transcripts

/// Evaluates the cases in a worker to write their requests.
public struct RequestWriter: RequestSource {
  private let worker: Worker
  private let defaults: JSON
  private let programs: [CaseProgram]

  /// The maximum number of seconds to write a request.
  private static let patience = 10.0

  /// Prepares to write the requests of some cases, with the defaults of a profile. `programs` are those of a
  /// catalogue, if the cases are a part of it.
  public init(
    _ profile: Profile, _ cases: [Case], programs: [CaseProgram]? = nil, worker: Worker
  ) {
    self.worker = worker
    defaults = profile.defaults
    let modules = Set(cases.map(\.module))
    self.programs = (programs ?? CaseProgram.grouping(cases)).filter { program in
      program.modules.contains(where: modules.contains)
    }
  }

  /// Compiles all cases, so that errors are reported before the first request.
  public func problems(of cases: [Case]) async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for program in programs {
      let evaluation = await compile(program)
      guard evaluation.ending != .complete else { continue }
      for module in program.modules {
        if case .notCompiled(let messages) = await compile(CaseProgram([module])).ending,
          let file = cases.first(where: { $0.module == module })?.file
        {
          problems += SuiteProblem.compilation(of: file, messages)
        }
      }
    }
    return problems
  }

  private func compile(_ program: CaseProgram) async -> Evaluation {
    await worker.evaluate(program.source, on: "null", within: Self.patience)
  }

  /// The request of a trial at a step, written from the transcripts of its earlier steps as JSON.
  public func request(
    of trial: Trial, step: Int, to target: Target, after transcripts: [[UInt8]],
    probe: Transcript? = nil
  ) async -> RequestAnswer {
    let testCase = trial.testCase
    let input: JSON = [
      "step": JSON(step),
      "trial": JSON(trial.number),
      "nonce": .string(target.nonce),
      "stream": .bool(testCase.streamed),
      "target": target.json,
      "defaults": defaults,
      "probe": probe?.digest() ?? nil,
    ]
    guard let program = programs.first(where: { $0.modules.contains(testCase.module) }),
      let number = program.modules.firstIndex(of: testCase.module)
    else { return .none(.blocked("the case is not part of this run")) }
    let evaluation = await worker.evaluate(
      [program.source],
      on: Input(list: transcripts).member("transcripts", of: "\(input.text.dropLast()),")
        .member("input", of: #"{"case":\#(number),"#),
      within: Self.patience)
    switch evaluation.ending {
    case .complete:
      guard let output = evaluation.outputs.first,
        let json = StrictJSON.decode(Array(output.utf8)).value
      else { return .none(.blocked("the case outputs no request at step \(step)")) }
      guard let dispatch = Dispatch(described: json, to: target) else {
        return .none(
          .blocked("the case outputs \(output.prefix(200)), which is not a valid request"))
      }
      return .dispatch(dispatch)
    case .raised(let message):
      let json = StrictJSON.decode(Array(message.utf8)).value ?? nil
      if let reason = json["unneeded"]?.string { return .none(.notNeeded(reason)) }
      return .none(
        .blocked(json["cannot"]?.string ?? "the case raised: \(message)"))
    case .notCompiled(let messages):
      return .none(.blocked(messages.first ?? "the case does not compile"))
    case .stopped(let why): return .none(.blocked("the case was stopped: \(why)"))
    case .halted: return .none(.blocked("the case called halt"))
    case .crashed: return .none(.blocked("libjq crashed while the case ran"))
    case .unavailable(let why): return .none(.blocked(why))
    }
  }
}
