import Foundation
import Harness
import Transcripts
public import ReferenceServer
@testable import Reports
public import Testing
import Wire

@Suite("The two laws: every check can fail, and every fault is caught by the checks it names alone")
struct LawTests {
  /// `FAULTS=a,b` stages these alone, while one works on them.
  private static func isWanted(_ fault: Fault) -> Bool {
    let wanted = ProcessInfo.processInfo.environment["FAULTS"]?.split(separator: ",") ?? []
    return wanted.isEmpty || wanted.contains { $0 == fault.id }
  }

  @Test("a clean server gets a clean run")
  func clean() async throws {
    let record = try await LawHarness.shared.value.record(with: [], isTimed: true)
    #expect(record.failedChecks == [])
    #expect(record.count("inconclusive") == 0)
    #expect(record.outcome == .conformant)
    #expect(record.fingerprints.count == 1)
    #expect(record.identity.problem == nil && record.identity.evidence.count > 2)
  }

  @Test("and so it does where all there is is run")
  func cleanWhole() async throws {
    let record = try await LawHarness.shared.value.record(
      with: [], isTimed: true, plan: LawHarness.shared.value.whole)
    #expect(record.failedChecks == [])
    #expect(record.count("inconclusive") == 0)
  }

  @Test(
    "a fault is caught by exactly the checks it names, with the remedy it names",
    arguments: Fault.all.filter { $0.unjudged == nil && isWanted($0) })
  func caught(_ fault: Fault) async throws {
    let record = try await FaultRecords.shared.record(of: fault)
    #expect(record.failedChecks == Set(fault.breaks))
    #expect(record.firstRemedies == fault.remedies)
  }

  @Test("a fault shows in the cases that are run for it, and in no other")
  func narrowed() async throws {
    let harness = try await LawHarness.shared.value
    let requests = try await CleanRequests.shared.value.requests
    #expect(Set(requests.map(\.module)).count > 100)
    for name in ["two-replicas", "finish-null", "rejects-developer", "overflow-vague"] {
      let fault = try #require(Fault.named(name))
      let whole = try await harness.record(with: [fault])
      let part = try await FaultRecords.shared.record(of: fault)
      #expect(part.cases.count < whole.cases.count || name == "two-replicas", "\(name)")
      #expect(part.failedChecks == whole.failedChecks, "\(name)")
      #expect(part.firstRemedies == whole.firstRemedies, "\(name)")
    }
  }

  @Test("every check is tripped by a fault, or says why none can")
  func provoked() async throws {
    let provoked = Set(Fault.all.flatMap(\.breaks))
    for check in try await LawHarness.shared.value.catalogue.checks {
      #expect(provoked.contains(check.id) != (check.unprovoked != nil), "\(check.id)")
    }
  }

  @Test("no two faults share a name")
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
    "what no check judges, the preflight does",
    arguments: Fault.all.filter { $0.unjudged != nil })
  func unjudged(_ fault: Fault) async throws {
    let server = try ReferenceServer(faults: [fault])
    defer { server.stop() }
    let client = try Client(endpoint: server.baseURL, key: nil)
    let preflight = Preflight(worker: try await LawHarness.shared.value.worker) {
      await client.perform($0)
    }
    let conclusion = await preflight.run(
      on: Target(endpoint: server.baseURL, deadlines: Deadlines(total: 1))
    ) { _, _ in
    }
    guard case .problem(let problem, _) = conclusion else {
      Issue.record("the preflight found nothing wrong: \(conclusion)")
      return
    }
    #expect(!problem.what.isEmpty && !problem.remedy.isEmpty)
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
  /// The name it goes by.
  public var testDescription: String { id }
}
