public import JSONText
internal import Transcripts

extension RunRecord {
  /// Reads a record of this version of the contract; nil if it is not valid.
  public init?(_ json: JSON) {
    guard json["format"] == "conformance-run", json["version"]?.int == Self.version,
      let target = json["target"], let endpoint = target["endpoint"]?.string,
      let ending = json["ending"]?.string.flatMap(Observations.Ending.init(rawValue:)),
      let cases = json["cases"]?.array, let checks = json["checks"]?.array,
      let results = json["results"]?.array
    else { return nil }
    var setup = RunSetup(
      endpoint: endpoint, model: target["model"]?.string?.cut(to: 500),
      harness: json["harness"] ?? nil, profile: json["profile"]?.string ?? "",
      strict: json["strict"]?.bool ?? false, started: json["started"]?.string ?? "")
    setup.replays = json["replays"]?.string
    setup.budget = json["budget"].map(Budget.init) ?? Budget()
    setup.engine = json["engine"]?.string?.cut(to: 100)
    setup.countsModel = json["counts_model"] == true
    setup.requirements = json["requirements"]?.string?.cut(to: 20)
    setup.shard = json["shard"]?.string.flatMap(Shard.init)
    // It becomes a part of shell commands, so only a valid name is safe.
    setup.keyVariable = target["key_variable"]?.string.flatMap { name in
      name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) == nil ? nil : name
    }
    setup.selection = Selection(
      only: json["selection"]?["only"]?.array?.compactMap(\.string) ?? [],
      skip: json["selection"]?["skip"]?.array?.compactMap(\.string) ?? [])
    for member in json["remedies"]?.object ?? [] {
      setup.remedies[member.key] = member.value.string.map { Remedy(fix: $0.cut(to: 1000)) }
    }
    setup.rateRule = json["trials"].flatMap(RateRule.init) ?? RateRule()
    setup.cases = cases.compactMap(Case.init(kept:))
    setup.checks = checks.compactMap(Check.init(kept:))
    var observed = Observations(kept: json, ending)
    for testCase in cases {
      guard let id = testCase["id"]?.string, let tried = testCase["tried"]?.int,
        tried > testCase["trials"]?.int ?? 1
      else { continue }
      observed.tried[id] = min(tried, RateRule.longest)
    }
    let kinds = Dictionary(
      setup.cases.flatMap { [($0.id, $0.kind), ($0.module, $0.kind)] }, uniquingKeysWith: { $1 })
    self.init(
      setup, observed,
      results: results.compactMap(CheckResult.init(kept:)).map { result in
        var result = result
        result.kind = kinds[result.testCase ?? ""] ?? .protocol
        return result
      },
      known: (json["known"]?.array ?? []).compactMap(KnownVerdict.init),
      pinned: json["pin"].map(PinVerdict.init))
    // An entry that is invalid, and so left out, could not fail.
    guard setup.cases.count == cases.count, setup.checks.count == checks.count,
      self.results.count == results.count,
      Set(setup.cases.map(\.id)).count == cases.count,
      Set(setup.checks.map(\.id)).count == checks.count, agrees(with: json["summary"] ?? [:])
    else { return nil }
  }

  /// Whether the numbers of results agree with a summary, as far as it contains them.
  private func agrees(with summary: JSON) -> Bool {
    [Verdict.Kind.pass, .fail, .inconclusive].allSatisfy { kind in
      summary[kind.rawValue]?.int.map { $0 == count(kind) } ?? true
    }
  }
}

extension Observations {
  fileprivate init(kept json: JSON, _ ending: Ending) {
    self.init()
    self.ending = ending
    for text in json["target"]?["fingerprints"]?.array ?? [] {
      text.string.map { note(fingerprint: $0) }
    }
    elapsedMilliseconds = min(max(0, json["elapsed_ms"]?.double ?? 0), 1e12)
    requests = json["requests"]?.boundedCount ?? 0
    refusals = json["refusals"]?.boundedCount ?? 0
    tokens.prompt = json["tokens"]?["prompt"]?.boundedCount ?? 0
    tokens.completion = json["tokens"]?["completion"]?.boundedCount ?? 0
    problem = json["problem"].map(Preflight.Problem.init)
    failure = json["failure"].flatMap(RepeatedFailure.init(kept:))
    identity = json["identity"].map(Identity.init) ?? Identity()
  }
}

extension Case {
  fileprivate init?(kept json: JSON) {
    guard let id = json["id"]?.string, let module = json["module"]?.string,
      let expect = json["expect"]?.array, (1...Self.maxSteps).contains(expect.count)
    else { return nil }
    self.init(
      id: id, module: module, file: "", title: json["title"]?.string ?? id,
      step: json["step"]?.string,
      kind: json["kind"]?.string.flatMap(Kind.init(rawValue:)) ?? .protocol,
      streamed: json["streamed"]?.bool ?? false, expect: expect,
      trials: min(max(1, json["trials"]?.int ?? 1), 100), together: json["together"] == true,
      part: json["part"]?.string.flatMap(Part.init(rawValue:)) ?? .regular)
  }
}

extension Check {
  fileprivate init?(kept json: JSON) {
    func texts(_ key: String) -> [String] { json[key]?.array?.compactMap(\.string) ?? [] }
    guard let id = json["id"]?.string,
      let level = json["level"]?.string.flatMap(Level.init(rawValue:)),
      let concerns = json["concerns"]?.string.flatMap(Concern.init(rawValue:))
    else { return nil }
    self.id = id
    self.level = level
    self.concerns = concerns
    file = ""
    requirement = json["requirement"]?.string ?? ""
    reference = json["reference"]?.string ?? ""
    clause = json["clause"]?.string ?? ""
    impact = json["impact"]?.string.flatMap(Impact.init(rawValue:)) ?? .loss
    yieldsTo = texts("yields_to")
    over = json["over"]?.string.flatMap(Scope.init(rawValue:)) ?? .exchange
    harms = (json["harms"]?.array ?? json["breaks"]?.array ?? []).compactMap(Harm.init)
    remedy = json["remedy_ids"] == nil ? texts("remedy") : texts("remedy_ids")
    seen = texts("seen")
    passes = []
    fails = []
  }
}

extension CheckResult {
  fileprivate init?(kept json: JSON) {
    guard let check = json["check"]?.string,
      let level = json["level"]?.string.flatMap(Check.Level.init(rawValue:)),
      let concerns = json["concerns"]?.string.flatMap(Check.Concern.init(rawValue:)),
      let word = json["verdict"]?.string
    else { return nil }
    let reason = Reason(kept: json, of: word)
    let verdict: Verdict
    switch word {
    case "pass": verdict = .pass
    case "fail":
      let findings = (json["findings"]?.array ?? []).compactMap(Finding.init)
      guard !findings.isEmpty else { return nil }
      verdict = .fail(findings)
    case "not-applicable": verdict = .notApplicable(reason)
    default: verdict = .inconclusive(reason)
    }
    self.init(
      Content(
        check: check, level: level, concerns: concerns, testCase: json["case"]?.string,
        kind: .protocol, step: json["step"]?.boundedCount, verdict: verdict,
        known: Known(kept: json), explainedBy: json["explained_by"]?.string,
        consequences: (json["consequences"]?.array ?? []).compactMap(Finding.init)),
      trial: json["trial"]?.boundedCount, transcript: json["transcript"]?.string)
  }
}
