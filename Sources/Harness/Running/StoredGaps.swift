/// Why steps of a stored run were not sent, according to its record. It contains no steps that were sent, so
/// that a missing transcript of such a step is noticed.
struct StoredGaps {
  private let gaps: [Step: Reason]
  /// The steps that have results.
  private let stepsWithResults: Set<Step>
  /// The reasons of the cases that were not needed at all, by module.
  private let unneededModules: [String: Reason]

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
    stepsWithResults = Set(steps.keys.compactMap(\.self))
    let ofCases = Dictionary(grouping: record.results.filter { $0.step == nil }) {
      $0.testCase ?? ""
    }
    unneededModules = ofCases.compactMapValues { results in
      results.allSatisfy { $0.verdict.kind == .notApplicable } ? results.first?.reason : nil
    }
  }

  /// Why a step of a trial was not sent; nil if it was, as far as the record shows.
  func gap(of trial: Trial, _ step: Int) -> Reason? {
    let step = Step(id: trial.testCase.id, trial: trial.number, number: step)
    if let gap = gaps[step] { return gap }
    // If no check over exchanges was selected, only the results over the case show that it was not needed.
    return stepsWithResults.contains(step) ? nil : unneededModules[trial.testCase.module]
  }

  /// One step of a trial.
  private struct Step: Hashable {
    let id: String
    let trial: Int
    let number: Int
  }
}
