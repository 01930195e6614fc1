public import Transcripts

extension RunRecord {
  /// Reads a record of this version of the contract; nil when it is none.
  public init?(_ json: JSON) {
    guard json["format"] == "conformance-run", json["version"]?.int == Self.version,
      let target = json["target"], let endpoint = target["endpoint"]?.string,
      let ending = json["ending"]?.string.flatMap(Ending.init(rawValue:)),
      let cases = json["cases"]?.array, let checks = json["checks"]?.array,
      let results = json["results"]?.array
    else { return nil }
    self.init(
      endpoint: endpoint, model: target["model"]?.string?.cut(to: 500),
      harness: json["harness"] ?? nil,
      profile: json["profile"]?.string ?? "", strict: json["strict"]?.bool ?? false,
      started: json["started"]?.string ?? "")
    self.ending = ending
    replays = json["replays"]?.string
    budget = json["budget"].map(Budget.init) ?? Budget()
    countsModel = json["counts_model"] == true
    requirements = json["requirements"]?.string?.cut(to: 20)
    shard = json["shard"]?.string.flatMap(Shard.init)
    // It comes to stand in commands, where a name is a name and nothing else.
    keyVariable = target["key_variable"]?.string.flatMap { name in
      name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) == nil ? nil : name
    }
    selection = Selection(
      only: json["selection"]?["only"]?.array?.compactMap(\.string) ?? [],
      skip: json["selection"]?["skip"]?.array?.compactMap(\.string) ?? [])
    for text in target["fingerprints"]?.array ?? [] { text.string.map { note(fingerprint: $0) } }
    elapsedMilliseconds = min(max(0, json["elapsed_ms"]?.double ?? 0), 1e12)
    requests = Self.count(json["requests"]) ?? 0
    refusals = Self.count(json["refusals"]) ?? 0
    tokens.prompt = Self.count(json["tokens"]?["prompt"]) ?? 0
    tokens.completion = Self.count(json["tokens"]?["completion"]) ?? 0
    problem = json["problem"].map(Preflight.Problem.init)
    identity = json["identity"].map(Identity.init) ?? Identity()
    pinned = json["pin"].map(PinVerdict.init)
    known = (json["known"]?.array ?? []).compactMap(KnownVerdict.init)
    for member in json["remedies"]?.object ?? [] {
      remedies[member.key] = member.value.string.map { Remedy(fix: $0.cut(to: 1000)) }
    }
    rateRule = json["trials"].flatMap(RateRule.init) ?? RateRule()
    // What is left out could not fail.
    let kept = cases.compactMap { one in Case(kept: one).map { ($0, tried: one["tried"]?.int ?? 1) }
    }
    self.cases = kept.map(\.0)
    indexCases()
    for (one, times) in kept where times > one.trials {
      tried[one.id] = min(times, RateRule.longest)
    }
    self.checks = checks.compactMap(Check.init(kept:))
    self.results = results.compactMap(CheckResult.init(kept:))
    guard kept.count == cases.count, self.checks.count == checks.count,
      self.results.count == results.count,
      Set(self.cases.map(\.id)).count == cases.count,
      Set(self.checks.map(\.id)).count == checks.count, agrees(with: json["summary"] ?? [:])
    else { return nil }
    measureRates()
  }

  /// Whether there are as many results of each kind as a summary says, where it says so.
  private func agrees(with summary: JSON) -> Bool {
    ["pass", "fail", "inconclusive"].allSatisfy { word in
      summary[word]?.int.map { $0 == count(word) } ?? true
    }
  }

  /// A number of things, so small that no sum of such overflows.
  static func count(_ json: JSON?) -> Int? { json?.int.map { min(max(0, $0), 1 << 40) } }
}

extension Case {
  fileprivate init?(kept json: JSON) {
    guard let id = json["id"]?.string, let module = json["module"]?.string,
      let expect = json["expect"]?.array, (1...Self.mostSteps).contains(expect.count)
    else { return nil }
    self.init(
      id: id, module: module, file: "", title: json["title"]?.string ?? id,
      step: json["step"]?.string,
      kind: json["kind"]?.string.flatMap(Kind.init(rawValue:)) ?? .protocol,
      streamed: json["streamed"]?.bool ?? false, expect: expect,
      trials: min(max(1, json["trials"]?.int ?? 1), 100), together: json["together"] == true,
      part: json["part"]?.string.flatMap(Part.init(rawValue:)) ?? .usual)
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
    self.check = check
    self.level = level
    self.concerns = concerns
    testCase = json["case"]?.string
    step = RunRecord.count(json["step"])
    trial = RunRecord.count(json["trial"])
    transcript = json["transcript"]?.string
    known = Known(kept: json)
    explainedBy = json["explained_by"]?.string
    consequences = (json["consequences"]?.array ?? []).compactMap(Finding.init)
    let reason = Reason(kept: json, of: word)
    switch word {
    case "pass": verdict = .pass
    case "fail":
      let findings = (json["findings"]?.array ?? []).compactMap(Finding.init)
      guard !findings.isEmpty else { return nil }
      verdict = .fail(findings)
    case "not-applicable": verdict = .notApplicable(reason)
    default: verdict = .inconclusive(reason)
    }
  }
}
