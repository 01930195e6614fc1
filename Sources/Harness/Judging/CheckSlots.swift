internal import JSONText

/// The checks that judge a document, by their places, and their verdicts so far.
struct CheckSlots {
  private let programs: [CheckProgram]
  /// The checks without a verdict, in the order of their places.
  private var pending: [(place: Int, check: Check)] = []
  /// Whether each place has a check that is to judge.
  private(set) var isPending: [Bool]
  /// The verdicts, by the ids of the checks.
  private(set) var verdicts: [String: Verdict] = [:]

  /// Checks that expect other keys do not apply; checks that did not end before are not run.
  init(
    _ programs: [CheckProgram], _ checks: [Check], expecting keys: Set<String>?,
    except hung: Set<String>
  ) {
    self.programs = programs
    let ids = Set(checks.map(\.id))
    isPending = Array(repeating: false, count: programs.last?.places.upperBound ?? 0)
    for program in programs {
      for (place, check) in zip(program.places, program.checks) where ids.contains(check.id) {
        if hung.contains(check.id) {
          verdicts[check.id] = .inconclusive(
            Reason(.undecided, "the check did not end for an earlier response"))
        } else if let key = check.expects, let keys, !keys.contains(key) {
          verdicts[check.id] = .notApplicable(
            Reason(.doesNotApply, "the case does not expect `\(key)`"))
        } else {
          isPending[place] = true
          pending.append((place, check))
        }
      }
    }
  }

  /// Whether all checks have a verdict.
  var isComplete: Bool { pending.isEmpty }

  /// The first check without a verdict.
  var next: Check? { pending.first?.check }

  /// The programs of the checks without a verdict.
  var pendingPrograms: [String] {
    programs.filter { program in pending.contains { program.places.contains($0.place) } }
      .map(\.source)
  }

  /// Takes the verdicts of some places.
  mutating func take(_ found: [(place: Int, verdict: Verdict)]) {
    let verdicts = Dictionary(found, uniquingKeysWith: { first, _ in first })
    end { verdicts[$0] }
    last = found.last?.place ?? -1
  }

  /// The last place with an output in the current evaluation.
  private var last = -1

  /// Ends the first check without a verdict in each program that did not run to its end, though later programs
  /// have run.
  mutating func endSkipped(_ verdict: Verdict) {
    let skipped = programs.filter { $0.places.upperBound <= last }.compactMap { program in
      pending.first { program.places.contains($0.place) }?.place
    }
    end { skipped.contains($0) ? verdict : nil }
  }

  /// Ends the first check without a verdict.
  mutating func endNext(_ verdict: Verdict) {
    let next = pending.first?.place
    end { $0 == next ? verdict : nil }
  }

  /// Ends all checks without a verdict.
  mutating func endAll(_ verdict: Verdict) { end { _ in verdict } }

  private mutating func end(_ verdict: (Int) -> Verdict?) {
    pending.removeAll { place, check in
      guard let found = verdict(place) else { return false }
      verdicts[check.id] = found
      isPending[place] = false
      return true
    }
  }
}
