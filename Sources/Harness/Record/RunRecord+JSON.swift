public import Transcripts

extension RunRecord {
  /// The record as it is kept and handed to scripts.
  public var json: JSON {
    var members: [JSON.Member] = [
      JSON.Member("format", "conformance-run"),
      JSON.Member("version", JSON(Self.version)),
      JSON.Member(
        "target",
        [
          "endpoint": .string(endpoint),
          "model": JSON(model),
          "key_variable": JSON(keyVariable),
          "fingerprints": .array(fingerprints.map(JSON.string)),
        ]),
      JSON.Member("identity", identity.json),
      JSON.Member("harness", harness),
      JSON.Member("profile", .string(profile)),
      JSON.Member(
        "selection",
        [
          "only": .array(selection.only.map(JSON.string)),
          "skip": .array(selection.skip.map(JSON.string)),
        ]),
      JSON.Member("replays", JSON(replays)),
      JSON.Member("strict", .bool(strict)),
      JSON.Member("counts_model", .bool(countsModel)),
      JSON.Member("requirements", JSON(requirements)),
      JSON.Member("shard", JSON(shard?.description)),
      JSON.Member("budget", budget.json),
      JSON.Member("started", .string(started)),
      JSON.Member("elapsed_ms", JSON(elapsedMilliseconds)),
      JSON.Member("ending", .string(ending.rawValue)),
      JSON.Member("requests", JSON(requests)),
      JSON.Member("refusals", JSON(refusals)),
      JSON.Member(
        "tokens",
        [
          "prompt": JSON(tokens.prompt),
          "completion": JSON(tokens.completion),
          "total": JSON(tokens.prompt + tokens.completion),
        ]),
      JSON.Member(
        "summary",
        [
          "pass": JSON(count("pass")),
          "fail": JSON(count("fail")),
          "inconclusive": JSON(count("inconclusive")),
          "not_applicable": JSON(count("not-applicable")),
        ]),
      JSON.Member("conformant", .bool(outcome == .conformant || outcome == .drifted)),
      JSON.Member("outcome", .string(outcome.rawValue)),
    ]
    if let problem {
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
    if let pinned { members.append(JSON.Member("pin", pinned.json)) }
    if !known.isEmpty { members.append(JSON.Member("known", .array(known.map(\.json)))) }
    members += [
      JSON.Member("trials", rateRule.json),
      JSON.Member("rates", .array(allRates.map(\.json))),
      JSON.Member("cases", .array(cases.map { $0.recordJSON(tried: trials(of: $0)) })),
      JSON.Member("remedies", remediesJSON),
      JSON.Member("checks", .array(checks.map { $0.recordJSON(words) })),
      JSON.Member("results", .array(results.map { $0.json(words) })),
    ]
    return .object(members)
  }
}

extension RunRecord {
  /// The remedies that its checks and findings name, as this run shows them.
  private var remediesJSON: JSON {
    let named = Set(checks.flatMap(\.remedy) + results.flatMap(\.findings).flatMap(\.remedy))
    return .object(
      named.filter { remedies[$0] != nil }.sorted().map { JSON.Member($0, .string(words($0))) })
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
