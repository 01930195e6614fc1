internal import JQ
internal import JSONText
internal import Transcripts

/// Merges the shards of a run into one run.
public struct Merge: Sendable {
  /// The shards, in order.
  private let shards: [(folder: RunFolder, record: RunRecord)]

  /// Why runs cannot be merged.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// What is wrong with the runs.
    public var description: String
  }

  /// Takes some runs, which must be all shards of one run.
  public init(of runs: [(folder: RunFolder, record: RunRecord)]) throws(Problem) {
    let positions = runs.compactMap(\.record.shard)
    guard let count = positions.first?.count, positions.count == runs.count,
      positions.allSatisfy({ $0.count == count })
    else { throw Problem(description: "the runs are not shards of one run (--shard 1/N to N/N)") }
    let numbers = positions.map(\.number)
    let problems = (1...count).compactMap { number -> String? in
      let copies = numbers.count { $0 == number }
      if copies == 1 { return nil }
      return "shard \(number)/\(count) is \(copies == 0 ? "missing" : "given \(copies) times")"
    }
    guard problems.isEmpty else { throw Problem(description: problems.joined(separator: ", ")) }
    // A shard that could not reach the endpoint does not know the model.
    let model = runs.compactMap(\.record.model).first
    let descriptions = Set(
      runs.map { run in
        var record = run.record
        record.model = record.model ?? model
        return record.parameters
      })
    guard descriptions.count == 1 else {
      throw Problem(
        description: "the runs have different parameters: "
          + descriptions.sorted().joined(separator: "; "))
    }
    shards = runs.sorted { ($0.record.shard?.number ?? 0) < ($1.record.shard?.number ?? 0) }
  }

  /// Copies the files of all shards into a new folder below `root`; the result is judged as one run.
  public func merged(below root: String) throws -> Rejudge {
    var record = shards[0].record
    record.started = shards.map(\.record.started).min() ?? record.started
    record.elapsedMilliseconds = shards.map(\.record.elapsedMilliseconds).max() ?? 0
    // The results of a shard that could not be judged contain the reason.
    let judged = shards.filter { $0.record.problem == nil }
    let incomplete = (judged.isEmpty ? shards : judged).map(\.record)
      .first { $0.ending != .complete }
    record.ending = incomplete?.ending ?? .complete
    record.failure = incomplete?.failure ?? judged.compactMap(\.record.failure).first
    record.problem = judged.isEmpty ? shards.compactMap(\.record.problem).first : nil
    record.model = shards.compactMap(\.record.model).first
    record.shard = nil
    record.cases = cases
    record.tried = shards.map(\.record.tried).reduce(into: [:]) { $0.merge($1) { max($0, $1) } }
    record.results = shards.flatMap(\.record.results)
    let folder = try RunFolder(below: root, started: Timestamp().iso, model: record.model)
    var preflights = 0
    for shard in shards {
      for stem in shard.record.files { try folder.copy(stem, from: shard.folder) }
      // Each shard has its own preflight, numbered 1.
      let hasPreflight = Preflight.files(of: 1).contains {
        shard.folder.read("\($0).json") != nil
      }
      guard hasPreflight else { continue }
      preflights += 1
      for (stem, name) in zip(Preflight.files(of: 1), Preflight.files(of: preflights)) {
        try folder.copy(stem, from: shard.folder, as: name)
      }
    }
    return Rejudge(of: (folder, record))
  }

  /// All cases, in the order that they had before they were divided among the shards.
  private var cases: [Case] {
    let modules = shards.map { $0.record.cases.map(\.module).uniqued() }
    let longest = modules.map(\.count).max() ?? 0
    let order = (0..<longest).flatMap { row in
      modules.compactMap { row < $0.count ? $0[row] : nil }
    }
    let all = shards.flatMap(\.record.cases)
    return order.flatMap { module in all.filter { $0.module == module } }
  }
}

extension RunRecord {
  /// The parameters of a run that all its shards share, for people.
  fileprivate var parameters: String {
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

  /// The beginnings of the names of the files of its exchanges.
  fileprivate var files: [String] {
    trials.flatMap { trial in
      (1...trial.testCase.steps).map {
        RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: $0)
      }
    }
  }
}

extension RunFolder {
  /// Copies the files of an exchange from the folder of another run, unless they exist already.
  fileprivate func copy(_ stem: String, from other: RunFolder, as name: String? = nil)
    throws(Failure)
  {
    let name = name ?? stem
    guard read("\(name).json") == nil else { return }
    for suffix in [".request.raw", ".response.raw", ".json"] {
      if let bytes = other.read(stem + suffix) { try store(bytes, as: name + suffix) }
    }
  }
}
