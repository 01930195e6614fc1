import Foundation
import Harness
import Transcripts
public import ReferenceServer
@testable import Reports
public import Testing
import Wire

@Suite("The two laws: every check can fail, and exactly the named checks catch a fault")
struct LawTests {
  /// `FAULTS=a,b` runs only these faults, for development.
  private static func isWanted(_ fault: Fault) -> Bool {
    let wanted = ProcessInfo.processInfo.environment["FAULTS"]?.split(separator: ",") ?? []
    return wanted.isEmpty || wanted.contains { $0 == fault.id }
  }

  @Test("a clean server gets a clean run")
  func clean() async throws {
    let record = try await LawHarness.shared.value.record(with: [], isTimed: true)
    #expect(record.failedChecks == [])
    #expect(record.count(.inconclusive) == 0)
    #expect(record.outcome == .conformant)
    #expect(record.fingerprints.count == 1)
    #expect(record.identity.problem == nil && record.identity.evidence.count > 2)
  }

  @Test("a clean server gets a clean run of the profile `full`")
  func cleanComplete() async throws {
    let record = try await LawHarness.shared.value.record(
      with: [], isTimed: true, plan: LawHarness.shared.value.complete)
    #expect(record.failedChecks == [])
    #expect(record.count(.inconclusive) == 0)
  }

  @Test(
    "exactly the checks that a fault names catch it, with the named remedies first",
    arguments: Fault.all.filter { $0.unjudged == nil && isWanted($0) })
  func caught(_ fault: Fault) async throws {
    let record = try await FaultRecords.shared.record(of: fault)
    #expect(record.failedChecks == Set(fault.breaks))
    #expect(record.firstRemedies == fault.remedies)
  }

  @Test("the cases that run for a fault give the same failures as all cases")
  func narrowed() async throws {
    let harness = try await LawHarness.shared.value
    let requests = try await CleanRequests.shared.value
    #expect(Set(requests.map(\.module)).count > 100)
    for name in ["two-replicas", "finish-null", "rejects-developer", "overflow-vague"] {
      let fault = try #require(Fault.named(name))
      let complete = try await harness.record(with: [fault])
      let part = try await FaultRecords.shared.record(of: fault)
      #expect(part.cases.count < complete.cases.count || name == "two-replicas", "\(name)")
      #expect(part.failedChecks == complete.failedChecks, "\(name)")
      #expect(part.firstRemedies == complete.firstRemedies, "\(name)")
    }
  }

  @Test("a fault trips each check, or the check states why none can")
  func provoked() async throws {
    let provoked = Set(Fault.all.flatMap(\.breaks))
    for check in try await LawHarness.shared.value.catalogue.checks {
      #expect(provoked.contains(check.id) != (check.unprovoked != nil), "\(check.id)")
    }
  }

  @Test("the names of faults are unique")
  func names() {
    #expect(Set(Fault.all.map(\.id)).count == Fault.all.count)
  }

  @Test("faults name checks that exist")
  func namesExist() async throws {
    let ids = Set(try await LawHarness.shared.value.catalogue.checks.map(\.id))
    for fault in Fault.all {
      #expect(ids.isSuperset(of: fault.breaks), "\(fault.id)")
    }
  }

  @Test(
    "a fault that no check judges is found by the preflight",
    arguments: Fault.all.filter { $0.unjudged != nil })
  func unjudged(_ fault: Fault) async throws {
    let server = try ReferenceServer(faults: [fault])
    defer { server.stop() }
    let client = try Client(endpoint: server.baseURL, key: nil)
    let preflight = Preflight(
      worker: try await LawHarness.shared.value.worker,
      sender: Sender(patience: -1) { await client.perform($0, within: $1) })
    let report = await preflight.run(
      on: Target(endpoint: server.baseURL, deadlines: Deadlines(total: 1)))
    guard case .problem(let problem, _) = report.conclusion else {
      Issue.record("the preflight found no problem: \(report.conclusion)")
      return
    }
    #expect(!problem.what.isEmpty && !problem.remedy.isEmpty && !problem.isOurs)
  }
}

extension RunRecord {
  /// The remedy that a report shows first for each check that failed.
  var firstRemedies: [String: String] {
    Dictionary(
      causes.compactMap { cause in cause.remedies.first.map { (cause.check.id, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}

extension Fault: CustomTestStringConvertible {
  /// Its name.
  public var testDescription: String { id }
}
