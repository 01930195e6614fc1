internal import JQ
internal import JSONText
internal import Transcripts

/// Puts the parts of a run together that were run apart, each in a shard of its own.
public struct Merger: Sendable {
  /// The parts, in their order.
  private let parts: [(folder: RunFolder, record: RunRecord)]

  /// Why runs are no parts of one.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// What does not fit.
    public var description: String
  }

  /// Takes up some runs, which must be all parts of one.
  public init(of runs: [(folder: RunFolder, record: RunRecord)]) throws(Problem) {
    let shards = runs.compactMap(\.record.shard)
    guard let count = shards.first?.count, shards.count == runs.count,
      shards.allSatisfy({ $0.count == count })
    else { throw Problem(description: "they are not the shards of one run (--shard 1/N to N/N)") }
    let numbers = shards.map(\.number)
    let odd = (1...count).filter { number in numbers.count { $0 == number } != 1 }
    guard odd.isEmpty else {
      let words = odd.map { number in
        let same = numbers.count { $0 == number }
        return "shard \(number)/\(count) is \(same == 0 ? "missing" : "there \(same) times")"
      }
      throw Problem(description: words.joined(separator: ", "))
    }
    // A part that reached nobody was not told which model there is.
    let model = runs.compactMap(\.record.model).first
    let questions = Set(
      runs.map { run in
        var record = run.record
        record.model = record.model ?? model
        return record.question
      })
    guard questions.count == 1 else {
      throw Problem(
        description: "they asked different things: \(questions.sorted().joined(separator: "; "))")
    }
    parts = runs.sorted { ($0.record.shard?.number ?? 0) < ($1.record.shard?.number ?? 0) }
  }

  /// Copies what the parts kept into a folder of its own below `root`, as one run that is to be judged
  /// as a whole.
  public func together(below root: String) throws -> Rejudgement {
    var whole = parts[0].record
    whole.started = parts.map(\.record.started).min() ?? whole.started
    whole.elapsedMilliseconds = parts.map(\.record.elapsedMilliseconds).max() ?? 0
    // Why a part could not be judged stands in its results; the others were.
    let judged = parts.filter { $0.record.problem == nil }
    whole.ending =
      (judged.isEmpty ? parts : judged).map(\.record.ending).first { $0 != .complete } ?? .complete
    whole.problem = judged.isEmpty ? parts.compactMap(\.record.problem).first : nil
    whole.model = parts.compactMap(\.record.model).first
    whole.shard = nil
    whole.cases = cases
    whole.tried = parts.map(\.record.tried).reduce(into: [:]) { $0.merge($1) { max($0, $1) } }
    whole.results = parts.flatMap(\.record.results)
    let folder = try RunFolder(below: root, started: Timestamp().iso, model: whole.model)
    var asked = 0
    for part in parts {
      for stem in part.record.files { try folder.take(stem, of: part.folder) }
      // Each part asked anew what the endpoint is.
      let isAsked = Preflight.files(of: 1).contains { part.folder.read("\($0).json") != nil }
      guard isAsked else { continue }
      asked += 1
      for (stem, name) in zip(Preflight.files(of: 1), Preflight.files(of: asked)) {
        try folder.take(stem, of: part.folder, as: name)
      }
    }
    return Rejudgement(of: (folder, whole))
  }

  /// All cases, in the order that they had before they were dealt out.
  private var cases: [Case] {
    let modules = parts.map { part in part.record.cases.map(\.module).uniqued() }
    let longest = modules.map(\.count).max() ?? 0
    let order = (0..<longest).flatMap { row in
      modules.compactMap { row < $0.count ? $0[row] : nil }
    }
    let all = parts.flatMap(\.record.cases)
    return order.flatMap { module in all.filter { $0.module == module } }
  }
}

extension RunRecord {
  /// What a run asked, of whom and how.
  public var question: String {
    let narrowed =
      setup.selection.only.map { "--only \($0)" } + setup.selection.skip.map { "--skip \($0)" }
    return
      ([
        setup.endpoint, setup.model ?? "no model", "profile \(setup.profile)",
        setup.strict ? "strict" : "", setup.requirements ?? "",
        "trials \(setup.rateRule.json.text)",
      ]
      + narrowed + [setup.harness["suites"]?.string ?? ""]).filter { !$0.isEmpty }.joined(
        separator: ", ")
  }

  /// What the names of the files of the exchanges of its cases begin with.
  fileprivate var files: [String] {
    trials.flatMap { trial in
      (1...trial.testCase.steps).map {
        RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: $0)
      }
    }
  }
}

extension RunFolder {
  /// Copies the files of an exchange that another run kept; what is there already stays.
  fileprivate func take(_ stem: String, of other: RunFolder, as name: String? = nil) throws(Failure)
  {
    let name = name ?? stem
    guard read("\(name).json") == nil else { return }
    for suffix in [".request.raw", ".response.raw", ".json"] {
      if let bytes = other.read(stem + suffix) { try keep(bytes, as: name + suffix) }
    }
  }
}
