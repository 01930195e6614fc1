internal import JSONText
internal import Transcripts

extension Pin {
  /// Holds a run against the pin; both are called by some names.
  public func verdict(
    on record: RunRecord, called names: (pin: String, run: String) = ("the pin's run", "this")
  ) -> PinVerdict {
    var verdict = PinVerdict()
    verdict.written = started
    if !identity.traits.isEmpty, record.identity.traits.isEmpty, record.identity.problem == nil {
      verdict.isOpen = true
      verdict.remarks.append("nothing in this run tells what the endpoint is")
    }
    verdict.drifts =
      traitDrifts(in: record.identity) + checkDrifts(in: record)
      + measureDrifts(in: record.identity)
    if !isSameQuestion(record) {
      verdict.isOfOtherCases = true
      verdict.remarks.append(
        "\(names.pin) is one of other cases: profile \(profile)"
          + "\(selection.words)\(requirements.words), and \(names.run) is profile \(record.profile)"
          + "\(record.selection.words)\(record.requirements.words)"
          + (record.shard.map { " --shard \($0)" } ?? ""))
    }
    if let model, let other = record.model, model != other {
      verdict.remarks.append(
        "\(names.pin) is of the model \(model), and \(names.run) is of \(other)")
    }
    let (before, after) = (harness["suites"]?.string, record.harness["suites"]?.string)
    if let before, let after, before != after {
      let known = Set(verdicts.map(\.check))
      let added = record.checks.count { !known.contains($0.id) }
      verdict.remarks.append(
        "the suites have changed since \(names.pin)"
          + (added > 0 ? "; \(added) checks are new and held against nothing" : ""))
    }
    return verdict
  }

  /// Whether a run asked what the pin's run asked.
  private func isSameQuestion(_ record: RunRecord) -> Bool {
    profile == record.profile && selection == record.selection && record.shard == nil
      && (requirements == record.requirements || asksSameChecks(record))
  }

  /// Whether it was asked by the same checks, whatever the date of their requirements: a date that leaves
  /// out nothing asks for the same as none.
  private func asksSameChecks(_ record: RunRecord) -> Bool {
    Set(verdicts.map(\.check)) == Set(record.checks.map(\.id))
  }

  /// Whether a run asked nothing that the pin's run did not: more cases find more.
  private func isCovered(_ record: RunRecord) -> Bool {
    profile == record.profile
      && (requirements == nil || requirements == record.requirements || asksSameChecks(record))
      && (selection == record.selection || selection == Selection())
  }

  private func traitDrifts(in fresh: Identity) -> [Drift] {
    // What could not be looked at has not vanished.
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
      // What was read from one thing then and from another now cannot be compared.
      guard old.part == new.part, Set(old.texts) != Set(new.texts) else { continue }
      let isSplit = !new.isList && new.values.count > 1
      // Of what shows by chance only what was never seen before says something.
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

  private func checkDrifts(in record: RunRecord) -> [Drift] {
    let before = Dictionary(verdicts.map { ($0.check, $0.kind) }, uniquingKeysWith: { $1 })
    // What was not asked, or not answered, finds nothing.
    let isSame = isSameQuestion(record) && record.ending == .complete
    let concerns = Dictionary(
      record.checks.map { ($0.id, $0.concerns) }, uniquingKeysWith: { first, _ in first })
    let broken = Dictionary(grouping: record.results.filter { !$0.findings.isEmpty }, by: \.check)
    return record.checkVerdicts.compactMap { check, now in
      guard let was = before[check], was != now else { return nil }
      // Models roll dice; and fewer cases find less.
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
        // What is known to fail at times may pass at others.
        let isOccasional = record.known.contains { $0.state == .occasional && $0.isOf(check) }
        return Drift(check, .newlyPasses, counts: counts && !isOccasional)
      case (.pass, .inconclusive) where isSame, (.pass, .notApplicable) where isSame:
        return Drift(check, .noLongerJudged, was: [was.rawValue], counts: false)
      default: return nil
      }
    }
  }

  /// Times are told, and never count: the machine and its load are not the pin's.
  private func measureDrifts(in fresh: Identity) -> [Drift] {
    identity.measures.compactMap { old in
      guard let new = fresh.measures.first(where: { $0.name == old.name }), old.value > 0,
        new.value > 0, old.unit == new.unit
      else { return nil }
      let isTime = old.unit == "ms"
      if isTime, abs(new.value - old.value) < 50 { return nil }
      let ratio = isTime ? new.value / old.value : old.value / new.value
      guard ratio > 2 || ratio < 0.5 else { return nil }
      return Drift(
        old.name, ratio > 2 ? .slower : .faster, was: [old.told],
        now: [Identity.Sighting(value: new.told, times: 1, seen: [])], counts: false)
    }
  }
}

extension Identity.Trait {
  fileprivate var texts: [String] { values.map(\.value) }
}

extension Identity.Measure {
  /// The value with its unit.
  public var told: String { unit == "1/s" ? JSON(value).text : "\(JSON(value).text) \(unit)" }
}

extension String? {
  /// A date of requirements as a command names it.
  fileprivate var words: String { map { " --requirements \($0)" } ?? "" }
}

extension Selection {
  fileprivate var words: String {
    (only.map { " --only \($0)" } + skip.map { " --skip \($0)" }).joined()
  }
}

extension Drift {
  /// Whether there is a value before and after: what is written in another way altogether has no parts that
  /// could be told of.
  fileprivate var isComparable: Bool { change != .vanished && change != .appeared }

  /// Whether it tells in what another changed: what it was, or is, stands in what that was, or is.
  fileprivate func explains(_ whole: Drift) -> Bool {
    func stands(_ texts: [String], in others: [String]) -> Bool {
      texts.contains { text in others.contains { $0.contains(text) } }
    }
    return stands(was, in: whole.was) || stands(now.map(\.value), in: whole.now.map(\.value))
  }
}

extension [Drift] {
  /// The drifts without those that say what others say: a whole says nothing beside its changed parts,
  /// and parts say nothing beside a whole that vanished, appeared or has several values.
  fileprivate func withoutRepetitions(of traits: [Identity.Trait]) -> [Drift] {
    func whole(of drift: Drift) -> Drift? {
      let name = traits.first { $0.name == drift.subject }?.part
      return name.flatMap { name in first { $0.subject == name } }
    }
    let wholes = Set(
      compactMap { part in
        whole(of: part).flatMap {
          // What counts must not go by what does not.
          $0.change == .changed && part.isComparable && part.explains($0)
            && (part.counts || !$0.counts) ? $0.subject : nil
        }
      })
    return filter { drift in
      if drift.change == .changed, wholes.contains(drift.subject) { return false }
      return whole(of: drift).map { $0.change == .changed && drift.isComparable } ?? true
    }
  }
}
