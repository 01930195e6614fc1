internal import JSONText
internal import Transcripts

extension Pin {
  /// Compares a run with the pin; remarks use these names for the two.
  public func verdict(
    on record: RunRecord,
    called names: (pin: String, run: String) = (
      "the run of the pin", "this run"
    )
  ) -> PinVerdict {
    var verdict = PinVerdict()
    verdict.written = started
    if !identity.traits.isEmpty, record.identity.traits.isEmpty, record.identity.problem == nil {
      verdict.isOpen = true
      verdict.remarks.append("nothing in this run identifies the endpoint")
    }
    verdict.drifts =
      traitDrifts(in: record.identity) + checkDrifts(in: record)
      + measureDrifts(in: record.identity)
    if !hasSameCases(record) {
      verdict.isOfOtherCases = true
      verdict.remarks.append(
        "\(names.pin) has other cases: profile \(profile)"
          + "\(selection.words)\(requirements.words), while \(names.run) has profile \(record.profile)"
          + "\(record.selection.words)\(record.requirements.words)"
          + (record.shard.map { " --shard \($0)" } ?? ""))
    }
    if let model, let other = record.model, model != other {
      verdict.remarks.append(
        "\(names.pin) tests the model \(model), and \(names.run) tests \(other)")
    }
    let (before, after) = (harness["suites"]?.string, record.harness["suites"]?.string)
    if let before, let after, before != after {
      let known = Set(verdicts.map(\.check))
      let added = record.checks.count { !known.contains($0.id) }
      verdict.remarks.append(
        "the suites have changed since \(names.pin)"
          + (added > 0 ? "; \(added) checks are new and compared with nothing" : ""))
    }
    return verdict
  }

  /// Whether a run has the cases and checks of the pin's run.
  private func hasSameCases(_ record: RunRecord) -> Bool {
    profile == record.profile && selection == record.selection && record.shard == nil
      && (requirements == record.requirements || hasSameChecks(record))
  }

  /// Whether a run has the checks of the pin's run, even if the dates of the requirements differ: a date that
  /// leaves out no check has the same effect as no date.
  private func hasSameChecks(_ record: RunRecord) -> Bool {
    Set(verdicts.map(\.check)) == Set(record.checks.map(\.id))
  }

  /// Whether the pin's run had all cases and checks of a run: more cases find more failures.
  private func isCovered(_ record: RunRecord) -> Bool {
    profile == record.profile
      && (requirements == nil || requirements == record.requirements || hasSameChecks(record))
      && (selection == record.selection || selection == Selection())
  }

  /// The differences of traits, each reported once.
  private func traitDrifts(in fresh: Identity) -> [Drift] {
    // If the endpoint could not be identified, its traits have not vanished.
    guard !fresh.traits.isEmpty, fresh.problem == nil else { return [] }
    var drifts: [Drift] = []
    for old in identity.traits where fresh[old.name] == nil {
      drifts.append(Drift(old.name, .vanished, was: old.texts, counts: !old.isOptional))
    }
    for new in fresh.traits {
      guard let old = identity[new.name] else {
        drifts.append(
          Drift(new.name, .appeared, now: new.values, counts: !new.isOptional, means: new.means))
        continue
      }
      // Values that were derived from different traits cannot be compared.
      guard old.part == new.part, Set(old.texts) != Set(new.texts) else { continue }
      let isSplit = !new.isList && new.values.count > 1
      // If a trait is observed only by chance, only a new value is significant.
      let isNew = !Set(new.texts).isSubset(of: old.texts)
      drifts.append(
        Drift(
          new.name, isSplit ? .splitBrain : .changed, was: old.texts, now: new.values,
          counts: isNew || !(new.isOptional || !new.isList && old.values.count > 1),
          means: isSplit ? nil : new.means))
    }
    let order = (fresh.traits + identity.traits).map(\.name).uniqued()
    return drifts.withoutRepetitions(of: fresh.traits + identity.traits)
      .sorted { order.firstIndex(of: $0.subject) ?? 0 < order.firstIndex(of: $1.subject) ?? 0 }
  }

  /// The checks whose verdict changed; only new failures and fixed failures can count.
  private func checkDrifts(in record: RunRecord) -> [Drift] {
    let before = Dictionary(verdicts.map { ($0.check, $0.kind) }, uniquingKeysWith: { $1 })
    // Cases that were not run, or not answered, find no failures.
    let isSame = hasSameCases(record) && record.ending == .complete
    let concerns = Dictionary(
      record.checks.map { ($0.id, $0.concerns) }, uniquingKeysWith: { first, _ in first })
    let broken = Dictionary(grouping: record.results.filter { !$0.findings.isEmpty }, by: \.check)
    return record.checkVerdicts.compactMap { check, now in
      guard let was = before[check], was != now else { return nil }
      // Models are non-deterministic.
      let counts = concerns[check] != .model
      switch (was, now) {
      case (_, .fail) where was != .inconclusive:
        let failures = broken[check] ?? []
        let isKnown = failures.allSatisfy { $0.known != nil }
        let first = failures.first?.findings.first?.message ?? ""
        return Drift(
          check, .newlyFails, was: [was.rawValue],
          now: [
            Identity.Sighting(
              value: first, times: failures.count,
              seen: failures.compactMap(\.transcript).uniqued().prefix(5).map(\.self))
          ], counts: counts && was == .pass && !isKnown && isCovered(record))
      case (.fail, .pass) where isSame:
        // A sporadic known failure may pass.
        let isOccasional = record.known.contains { $0.state == .occasional && $0.isOf(check) }
        return Drift(check, .newlyPasses, counts: counts && !isOccasional)
      case (.pass, .inconclusive) where isSame, (.pass, .notApplicable) where isSame:
        return Drift(check, .noLongerJudged, was: [was.rawValue], counts: false)
      default: return nil
      }
    }
  }

  /// Drift of times. It never counts, because the machine and its load differ from those of the pin.
  private func measureDrifts(in fresh: Identity) -> [Drift] {
    identity.measures.compactMap { old in
      guard let new = fresh.measures.first(where: { $0.name == old.name }), old.value > 0,
        new.value > 0, old.unit == new.unit
      else { return nil }
      let isTime = old.unit == "ms"
      // Short times differ by chance.
      if isTime, abs(new.value - old.value) < 50 { return nil }
      let ratio = isTime ? new.value / old.value : old.value / new.value
      guard ratio > 2 || ratio < 0.5 else { return nil }
      return Drift(
        old.name, ratio > 2 ? .slower : .faster, was: [old.text],
        now: [Identity.Sighting(value: new.text, times: 1, seen: [])], counts: false)
    }
  }
}

extension Identity.Trait {
  fileprivate var texts: [String] { values.map(\.value) }
}

extension Identity.Measure {
  /// The value and its unit.
  public var text: String { unit == "1/s" ? JSON(value).text : "\(JSON(value).text) \(unit)" }
}

extension String? {
  /// A date of requirements as an option of a command.
  fileprivate var words: String { map { " --requirements \($0)" } ?? "" }
}

extension Selection {
  /// The selection as options of a command.
  fileprivate var words: String {
    (only.map { " --only \($0)" } + skip.map { " --skip \($0)" }).joined()
  }
}

extension Drift {
  /// Whether there is a value before and after. A fingerprint in another format has no parts to compare.
  fileprivate var isComparable: Bool { change != .vanished && change != .appeared }

  /// Whether it shows which part of another trait changed: its earlier or current value is a part of that
  /// trait's earlier or current value.
  fileprivate func explains(_ source: Drift) -> Bool {
    func isPart(_ texts: [String], of others: [String]) -> Bool {
      texts.contains { text in others.contains { $0.contains(text) } }
    }
    return isPart(was, of: source.was) || isPart(now.map(\.value), of: source.now.map(\.value))
  }
}

extension [Drift] {
  /// The drifts without repetitions: a changed trait is left out if the drifts of traits derived from it
  /// explain the change, and derived traits are left out if their source vanished, appeared or has several
  /// values.
  fileprivate func withoutRepetitions(of traits: [Identity.Trait]) -> [Drift] {
    func source(of drift: Drift) -> Drift? {
      let name = traits.first { $0.name == drift.subject }?.part
      return name.flatMap { name in first { $0.subject == name } }
    }
    let explained = Set(
      compactMap { part in
        source(of: part).flatMap {
          // A drift that counts must not be left out because of drift that does not.
          $0.change == .changed && part.isComparable && part.explains($0)
            && (part.counts || !$0.counts) ? $0.subject : nil
        }
      })
    return filter { drift in
      if drift.change == .changed, explained.contains(drift.subject) { return false }
      return source(of: drift).map { $0.change == .changed && drift.isComparable } ?? true
    }
  }
}
