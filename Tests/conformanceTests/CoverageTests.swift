import Foundation
import Harness
import ReferenceServer
import Testing

/// `suites/failures.json` lists reported failures, each with the faults that reproduce it or the
/// reason for none. `suites/documents.json` lists the claims of documents, with the checks for
/// them. `suites/COVERAGE.md` contains the results of running the faults of both.
@Suite("Every reported failure is reproduced and caught; `make coverage` rewrites the page")
struct CoverageTests {
  struct Failure: Decodable {
    let id: String
    let level: String
    let seen: [String]
    let faults: [String]?
    let reason: String?
  }

  private static let file = "\(LawHarness.suites)/failures.json"
  private static let documents = "\(LawHarness.suites)/documents.json"
  private static let page = "\(LawHarness.suites)/COVERAGE.md"

  private func failures() throws -> [Failure] {
    try JSONDecoder().decode(
      [Failure].self, from: Data(contentsOf: URL(filePath: Self.file)))
  }

  private func claims() throws -> [DocumentClaim] {
    try JSONDecoder().decode(
      [DocumentClaim].self, from: Data(contentsOf: URL(filePath: Self.documents)))
  }

  @Test("a failure has faults or a reason, and its faults exist")
  func complete() throws {
    for failure in try failures() {
      #expect((failure.faults ?? []).isEmpty == (failure.reason != nil), "\(failure.id)")
      for fault in failure.faults ?? [] {
        #expect(Fault.named(fault) != nil, "\(failure.id) names \(fault)")
      }
    }
  }

  @Test("a claim of a document has evidence or a reason, and its evidence exists")
  func promises() async throws {
    let catalogue = try await LawHarness.shared.value.catalogue
    let (checks, cases) = (Set(catalogue.checks.map(\.id)), Set(catalogue.cases.map(\.id)))
    let claims = try claims()
    #expect(Set(claims.map(\.id)).count == claims.count)
    for claim in claims {
      let document = claim.document.rawValue.replacing(" ", with: "-")
      #expect(claim.id.hasPrefix("\(document)."), "\(claim.id)")
      #expect(claim.hasEvidence == (claim.reason == nil), "\(claim.id)")
      #expect(checks.isSuperset(of: claim.checks ?? []), "\(claim.id)")
      #expect(cases.isSuperset(of: claim.cases ?? []), "\(claim.id)")
      #expect(claim.staged.count == (claim.faults ?? []).count, "\(claim.id)")
      let caught = Set(claim.staged.flatMap(\.breaks))
      #expect(caught.isEmpty || caught.isSuperset(of: claim.checks ?? []), "\(claim.id)")
      let ending = claim.staged.filter { $0.unjudged != nil }
      #expect(ending.isEmpty || claim.preflight == true, "\(claim.id)")
    }
  }

  @Test("the page contains the results of running the faults")
  func page() async throws {
    let failures = try await CoveragePage(failures()).text
    let page = try await failures + "\n" + DocumentTables(claims()).text
    if ProcessInfo.processInfo.environment["COVERAGE"] == "write" {
      try Data(page.utf8).write(to: URL(filePath: Self.page))
    }
    let kept = try String(contentsOfFile: Self.page, encoding: .utf8)
    let (old, new) = (kept.split(separator: "\n"), page.split(separator: "\n"))
    let change = zip(old, new).first { $0 != $1 }.map { "\($0) -> \($1)" } ?? "its length"
    #expect(kept == page, "suites/COVERAGE.md is out of date (\(change)): make coverage")
  }
}

/// The page as Markdown, generated from runs.
private struct CoveragePage {
  let text: String

  init(_ failures: [CoverageTests.Failure]) async throws {
    // The records are made at the same time, and then read one by one.
    for fault in failures.flatMap({ $0.faults ?? [] }).compactMap(Fault.named)
    where fault.unjudged == nil {
      Task { try await FaultRecords.shared.record(of: fault) }
    }
    var staged: [String] = []
    var unstaged: [String] = []
    for failure in failures {
      let seen = failure.seen.prefix(2).joined(separator: ", ")
      if let reason = failure.reason {
        unstaged.append("| `\(failure.id)` | \(failure.level) | \(reason) | \(seen) |")
      }
      for (number, id) in (failure.faults ?? []).enumerated() {
        guard let fault = Fault.named(id) else { continue }
        let name = number == 0 ? "`\(failure.id)` | \(failure.level)" : " | "
        staged.append(
          "| \(name) | `\(id)`: \(fault.summary.cell) | \(try await Self.caught(fault)) "
            + "| \(number == 0 ? seen : "") |")
      }
    }
    let counting = failures.filter { $0.level != "info" }
    let proved = counting.count { $0.reason == nil }
    text = """
      # Reported failures and the checks that detect them

      Written by `make coverage` from runs against the reference server; do not edit. The failures \
      are listed in [failures.json](failures.json). The first table shows the faults of the \
      reference server that reproduce each failure, and the checks that detect each fault, with \
      the first case in which each check fails. Of \(counting.count) failures that break or degrade \
      clients, \(proved) are reproduced and detected. `conformance serve --fault NAME` starts a \
      server with one of the faults.

      | Failure | Level | Fault that reproduces it | Checks and first case | Seen in |
      |---|---|---|---|---|
      \(staged.joined(separator: "\n"))

      ## Failures that no fault reproduces

      | Failure | Level | Reason | Seen in |
      |---|---|---|---|
      \(unstaged.joined(separator: "\n"))

      """
  }

  /// The checks that detect a fault, each with the first case in which it fails.
  private static func caught(_ fault: Fault) async throws -> String {
    guard fault.unjudged == nil else { return "the preflight" }
    let failed = try await FaultRecords.shared.record(of: fault).results
      .filter { !$0.findings.isEmpty }
    return fault.breaks.map { check in
      "`\(check)`" + (failed.first { $0.check == check }?.testCase.map { " in `\($0)`" } ?? "")
    }.joined(separator: ", ")
  }
}

extension String {
  /// The text escaped for a cell of a table.
  var cell: String { replacing("|", with: "\\|") }
}
