import Harness
import ReferenceServer

/// What came of a run against each fault, run once however many tests ask.
actor FaultRecords {
  static let shared = FaultRecords()

  private var runs: [String: Task<RunRecord, any Error>] = [:]

  func record(of fault: Fault) async throws -> RunRecord {
    let run =
      runs[fault.id] ?? Task { try await Workshop.shared.value.record(with: [fault]) }
    runs[fault.id] = run
    return try await run.value
  }
}
