public import JSONText
internal import Transcripts

extension RunRecord {
  /// The record as JSON, for files and scripts.
  public var json: JSON {
    let words = wording
    return .object(
      members + [JSON.Member("results", .array(results.map { $0.json(words) }))])
  }

  /// Passes the indented text of the JSON in pieces, because the text of all results can be long, until the function
  /// returns false. Returns whether all pieces were passed.
  func write(_ pass: ([UInt8]) -> Bool) -> Bool {
    let words = wording
    var piece = JSON.object(members).bytes(pretty: true)
    // The last member comes before the last bracket and its line.
    piece.removeLast(2)
    piece += Array(",\n  \"results\": [".utf8)
    for index in results.indices {
      if index > 0 { piece.append(UInt8(ascii: ",")) }
      piece += Array("\n    ".utf8)
      piece += results[index].json(words).bytes(pretty: true, depth: 2)
      guard piece.count >= Self.sizeOfPiece else { continue }
      guard pass(piece) else { return false }
      piece.removeAll(keepingCapacity: true)
    }
    return pass(piece + Array("\(results.isEmpty ? "" : "\n  ")]\n}\n".utf8))
  }

  private static let sizeOfPiece = 1 << 17

  /// The members of its JSON without the results.
  private var members: [JSON.Member] {
    let (outcome, words) = (outcome, wording)
    var members: [JSON.Member] = [
      JSON.Member("format", "conformance-run"),
      JSON.Member("version", JSON(Self.version)),
      JSON.Member(
        "target",
        [
          "endpoint": .string(setup.endpoint),
          "model": JSON(setup.model),
          "key_variable": JSON(setup.keyVariable),
          "fingerprints": .array(observed.fingerprints.map(JSON.string)),
        ]),
      JSON.Member("identity", observed.identity.json),
      JSON.Member("harness", setup.harness),
      JSON.Member("engine", JSON(setup.engine)),
      JSON.Member("profile", .string(setup.profile)),
      JSON.Member(
        "selection",
        [
          "only": .array(setup.selection.only.map(JSON.string)),
          "skip": .array(setup.selection.skip.map(JSON.string)),
        ]),
      JSON.Member("replays", JSON(setup.replays)),
      JSON.Member("strict", .bool(setup.strict)),
      JSON.Member("counts_model", .bool(setup.countsModel)),
      JSON.Member("requirements", JSON(setup.requirements)),
      JSON.Member("shard", JSON(setup.shard?.description)),
      JSON.Member("budget", setup.budget.json),
      JSON.Member("started", .string(setup.started)),
      JSON.Member("elapsed_ms", JSON(observed.elapsedMilliseconds)),
      JSON.Member("ending", .string(observed.ending.rawValue)),
      JSON.Member("requests", JSON(observed.requests)),
      JSON.Member("refusals", JSON(observed.refusals)),
      JSON.Member(
        "tokens",
        [
          "prompt": JSON(observed.tokens.prompt),
          "completion": JSON(observed.tokens.completion),
          "total": JSON(observed.tokens.prompt + observed.tokens.completion),
        ]),
      JSON.Member(
        "summary",
        [
          "pass": JSON(count(.pass)),
          "fail": JSON(count(.fail)),
          "inconclusive": JSON(count(.inconclusive)),
          "not_applicable": JSON(count(.notApplicable)),
        ]),
      JSON.Member("conformant", .bool(outcome == .conformant || outcome == .drifted)),
      JSON.Member("outcome", .string(outcome.rawValue)),
    ]
    if let problem = observed.problem {
      members.append(
        JSON.Member(
          "problem",
          [
            "what": .string(problem.what),
            "remedy": .array(problem.remedy.map(JSON.string)),
            "saw": .string(problem.saw),
            "usage": .bool(problem.isUsage),
          ]))
    }
    if let failure = observed.failure {
      members.append(JSON.Member("failure", failure.json))
    }
    if let pinned { members.append(JSON.Member("pin", pinned.json)) }
    if !known.isEmpty { members.append(JSON.Member("known", .array(known.map(\.json)))) }
    members += [
      JSON.Member("trials", setup.rateRule.json),
      JSON.Member("rates", .array(allRates.map(\.json))),
      JSON.Member("cases", .array(setup.cases.map { $0.recordJSON(tried: trials(of: $0)) })),
      JSON.Member("remedies", remediesJSON),
      JSON.Member("checks", .array(setup.checks.map { $0.recordJSON(words) })),
    ]
    return members
  }
}

extension RunRecord {
  /// The remedies that its checks and findings name, as text.
  private var remediesJSON: JSON {
    let named = Set(
      setup.checks.flatMap(\.remedy) + results.flatMap(\.allFindings).flatMap(\.remedy))
    return .object(
      named.filter { setup.remedies[$0] != nil }.sorted().map {
        JSON.Member($0, .string(words($0)))
      })
  }
}

extension Case {
  fileprivate func recordJSON(tried: Int) -> JSON {
    [
      "id": .string(id),
      "suite": .string(suite),
      "title": .string(title),
      "step": JSON(step),
      "kind": .string(kind.rawValue),
      "module": .string(module),
      "streamed": .bool(streamed),
      "trials": JSON(trials),
      "tried": JSON(tried),
      "together": .bool(together),
      "part": .string(part.rawValue),
      "expect": .array(expect),
    ]
  }
}

extension Check {
  fileprivate func recordJSON(_ words: (String) -> String) -> JSON {
    [
      "id": .string(id),
      "requirement": .string(requirement),
      "reference": .string(reference), "clause": .string(clause),
      "impact": .string(impact.rawValue), "yields_to": .array(yieldsTo.map(JSON.string)),
      "level": .string(level.rawValue),
      "concerns": .string(concerns.rawValue),
      "over": .string(over.rawValue),
      "breaks": .array(breaks.map(JSON.string)),
      "harms": .array(harms.map(\.json)),
      "remedy": .array(remedy.map { .string(words($0)) }),
      "remedy_ids": .array(remedy.map(JSON.string)),
      "seen": .array(seen.map(JSON.string)),
    ]
  }
}
