public import JQ
internal import JSONText
public import Transcripts

/// Evaluates the cases in a worker to write their requests.
public struct RequestWriter: RequestSource {
  private let worker: Worker
  private let defaults: JSON
  private let programs: [Program]

  /// Some cases that are compiled together, which takes no longer than compiling a few of them separately.
  private struct Program {
    var modules: [String]
    var source: String
  }

  /// The maximum number of modules in a program: libjq's compile time grows with its square.
  private static let maxModules = 30

  /// The maximum number of seconds to write a request.
  private static let patience = 10.0

  /// Prepares to write the requests of some cases, with the defaults of a profile.
  public init(_ profile: Profile, _ cases: [Case], worker: Worker) {
    self.worker = worker
    defaults = profile.defaults
    let modules = cases.map(\.module).uniqued()
    programs = stride(from: 0, to: modules.count, by: Self.maxModules).map { start in
      let group = Array(modules[start..<min(start + Self.maxModules, modules.count)])
      return Program(modules: group, source: Self.source(for: group))
    }
  }

  /// Compiles all cases, so that errors are reported before the first request.
  public func problems(of cases: [Case]) async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for program in programs {
      let evaluation = await worker.evaluate(program.source, on: "null", within: Self.patience)
      guard evaluation.ending != .complete else { continue }
      for module in program.modules {
        let alone = await worker.evaluate(
          Self.source(for: [module]), on: "null", within: Self.patience)
        if case .notCompiled(let messages) = alone.ending,
          let file = cases.first(where: { $0.module == module })?.file
        {
          problems += SuiteProblem.compilation(of: file, messages)
        }
      }
    }
    return problems
  }

  /// The request of a trial at a step, written from the transcripts of its earlier steps.
  public func request(
    of trial: Trial, step: Int, to target: Target, after transcripts: [Transcript],
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
      "transcripts": .array(transcripts.map(\.json)),
      "probe": probe?.digest ?? nil,
    ]
    guard let program = programs.first(where: { $0.modules.contains(testCase.module) }),
      let number = program.modules.firstIndex(of: testCase.module)
    else { return .none(.blocked("the case is not part of this run")) }
    let evaluation = await worker.evaluate(
      program.source, on: #"{"case":\#(number),"input":\#(input.text)}"#, within: Self.patience)
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

  /// A program that writes the request of one of the cases. With the input null, it outputs nothing, to test
  /// whether it compiles.
  private static func source(for modules: [String]) -> String {
    let imports = modules.enumerated().map { "import \"\($1)\" as c\($0);" }
    let choices = modules.indices.map { "if $case == \($0) then c\($0)::request else empty end" }
    return """
      \(imports.joined(separator: "\n"))
      select(. != null) | .case as $case | .input | \(choices.joined(separator: ",\n"))
      """
  }
}
