/// Why steps of a kept run were not run, as its record has it; nothing of those that were, whose
/// transcripts are lost where they are not there.
struct KeptGaps {
  private let gaps: [Step: Reason]
  /// The steps of which the record says anything.
  private let told: Set<Step>
  /// Why cases had nothing to try at all.
  private let unneeded: [String: Reason]

  init(of record: RunRecord) {
    let steps = Dictionary(grouping: record.results) { result -> Step? in
      guard let id = result.testCase, let trial = result.trial, let step = result.step else {
        return nil
      }
      return Step(id: id, trial: trial, number: step)
    }
    var gaps: [Step: Reason] = [:]
    for case (let step?, let results) in steps {
      let reasons = results.compactMap(\.reason)
      guard reasons.count == results.count, results.allSatisfy({ $0.transcript == nil }) else {
        continue
      }
      gaps[step] = results.first(where: \.verdict.isInconclusive)?.reason ?? reasons[0]
    }
    self.gaps = gaps
    told = Set(steps.keys.compactMap(\.self))
    let whole = Dictionary(grouping: record.results.filter { $0.step == nil }) { $0.testCase ?? "" }
    unneeded = whole.compactMapValues { results in
      results.allSatisfy { if case .notApplicable = $0.verdict { true } else { false } }
        ? results.first?.reason : nil
    }
  }

  /// Why a step of a trial was not run; nil where it was, as far as the record tells.
  func gap(of trial: Trial, _ step: Int) -> Reason? {
    let step = Step(id: trial.testCase.id, trial: trial.number, number: step)
    if let gap = gaps[step] { return gap }
    // Where no check was chosen that judges a single answer, what spans the case tells of it.
    return told.contains(step) ? nil : unneeded[trial.testCase.module]
  }

  /// One step of a trial.
  private struct Step: Hashable {
    let id: String
    let trial: Int
    let number: Int
  }
}
