import Harness
import ReferenceServer

/// What came of a run against each fault, run once however many tests ask, few at a time: each has
/// deadlines to keep.
actor FaultRecords {
  static let shared = FaultRecords()

  private var runs: [String: Task<RunRecord, any Error>] = [:]
  private var done = 0
  private let places = Places(4)

  func record(of fault: Fault) async throws -> RunRecord {
    let run =
      runs[fault.id]
      ?? Task {
        await places.take()
        defer { Task { await places.give() } }
        done += 1
        if done % 20 == 0 { print("\(done) faults staged") }
        let workshop = try await Workshop.shared.value
        return try await workshop.record(
          with: [fault], isTimed: fault.isTimed,
          plan: workshop.plan(for: fault))
      }
    runs[fault.id] = run
    return try await run.value
  }
}
