import Foundation
import Harness
import ReferenceServer

/// The record of a run against each fault. It is made once for all tests, a few at the same time, because each has
/// deadlines.
///
/// First a sample of the cases that can show the fault runs. If it does not fail exactly the checks that the fault
/// names, all of these cases run. `WHOLE=1` runs all of them for every fault.
actor FaultRecords {
  static let shared = FaultRecords()

  private var runs: [String: Task<RunRecord, any Error>] = [:]
  private var done = 0
  private let places = Places(4)
  /// The places of runs that spend most of their time waiting.
  private let placesOfTimedRuns = Places(8)

  static let needAll = ProcessInfo.processInfo.environment["WHOLE"] != nil

  func record(of fault: Fault) async throws -> RunRecord {
    let run =
      runs[fault.id]
      ?? Task {
        let places = fault.isTimed ? placesOfTimedRuns : places
        await places.take()
        defer { Task { await places.give() } }
        done += 1
        if done % 20 == 0 { print("\(done) faults done") }
        let harness = try await LawHarness.shared.value
        let plan = try await harness.plan(for: fault)
        func record(_ plan: Plan) async throws -> RunRecord {
          try await harness.record(with: [fault], isTimed: fault.isTimed, plan: plan)
        }
        let sample = Self.needAll ? plan : harness.sample(of: plan, for: fault)
        let first = try await record(sample)
        let isExact =
          first.failedChecks == Set(fault.breaks) && first.firstRemedies == fault.remedies
        if isExact || sample.trials.count == plan.trials.count { return first }
        print("\(fault.id): running all of its cases")
        return try await record(plan)
      }
    runs[fault.id] = run
    return try await run.value
  }
}
