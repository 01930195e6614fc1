public import JQ
internal import JSONText
public import Transcripts

/// Asks cases what to send, in the worker.
public struct RequestWriter: RequestSource {
  private let worker: Worker
  private let defaults: JSON
  private let programs: [Program]

  /// Cases compiled together: that costs what a few alone would.
  private struct Program {
    var modules: [String]
    var source: String
  }

  /// libjq's time to compile grows with the square of the modules in a program.
  private static let mostModules = 30

  /// Seconds that a case may take to make up a request.
  private static let patience = 10.0

  /// Writes the requests of some cases, which share the defaults of a profile.
  public init(_ profile: Profile, _ cases: [Case], worker: Worker) {
    self.worker = worker
    defaults = profile.defaults
    let modules = cases.map(\.module).uniqued()
    programs = stride(from: 0, to: modules.count, by: Self.mostModules).map { start in
      let group = Array(modules[start..<min(start + Self.mostModules, modules.count)])
      return Program(modules: group, source: Self.source(for: group))
    }
  }

  /// Compiles every case, so that a broken one is told before anything is sent.
  public func problems(of cases: [Case]) async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for program in programs {
      let together = await worker.evaluate(program.source, on: "null", within: Self.patience)
      guard together.ending != .complete else { continue }
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

  /// The request of a trial at a step, made from the transcripts of its earlier steps.
  public func request(
    of trial: Trial, step: Int, to target: Target, after transcripts: [Transcript],
    probe: Transcript? = nil
  ) async -> RequestAnswer {
    let one = trial.testCase
    let input: JSON = [
      "step": JSON(step),
      "trial": JSON(trial.number),
      "nonce": .string(target.nonce),
      "stream": .bool(one.streamed),
      "target": target.json,
      "defaults": defaults,
      "transcripts": .array(transcripts.map(\.json)),
      "probe": probe?.digest ?? nil,
    ]
    guard let program = programs.first(where: { $0.modules.contains(one.module) }),
      let number = program.modules.firstIndex(of: one.module)
    else { return .none(.blocked("the case is not among those of this run")) }
    let evaluation = await worker.evaluate(
      program.source, on: #"{"case":\#(number),"input":\#(input.text)}"#, within: Self.patience)
    switch evaluation.ending {
    case .complete:
      guard let output = evaluation.outputs.first,
        let json = StrictJSON.decode(Array(output.utf8)).value
      else { return .none(.blocked("the case asks for no request at step \(step)")) }
      guard let dispatch = Dispatch(described: json, to: target) else {
        return .none(
          .blocked("the case put out \(output.prefix(200)), which is no request"))
      }
      return .dispatch(dispatch)
    case .raised(let message):
      let json = StrictJSON.decode(Array(message.utf8)).value ?? nil
      if let reason = json["unneeded"]?.string { return .none(.notNeeded(reason)) }
      return .none(
        .blocked(json["cannot"]?.string ?? "the case raised: \(message)"))
    case .notCompiled(let messages):
      return .none(.blocked(messages.first ?? "it does not compile"))
    case .stopped(let why): return .none(.blocked("the case was stopped: \(why)"))
    case .halted: return .none(.blocked("the case called halt"))
    case .crashed: return .none(.blocked("libjq ended while the case ran"))
    case .unavailable(let why): return .none(.blocked(why))
    }
  }

  /// Asked of null, the program only compiles.
  private static func source(for modules: [String]) -> String {
    let imports = modules.enumerated().map { "import \"\($1)\" as c\($0);" }
    let choices = modules.indices.map { "if $case == \($0) then c\($0)::request else empty end" }
    return """
      \(imports.joined(separator: "\n"))
      select(. != null) | .case as $case | .input | \(choices.joined(separator: ",\n"))
      """
  }
}
