import Harness
import JSONText
import Testing
import Transcripts

@testable import Reports

/// A run record (`run.json`) as tests read it: verdicts, ids, kinds and counts. No test compares a sentence of
/// it, so that every message can be reworded; golden files hold the words.
struct KeptRecord {
  let json: JSON
  /// The same as the product reads it.
  let run: RunRecord

  init(_ json: JSON) throws {
    self.json = json
    run = try #require(RunRecord(json), "it is not a run record")
  }

  subscript(key: String) -> JSON? { json[key] }

  var outcome: String? { json["outcome"]?.string }
  var ending: String? { json["ending"]?.string }
  var results: [JSON] { json["results"]?.array ?? [] }
  var cases: [JSON] { json["cases"]?.array ?? [] }
  var rates: [JSON] { json["rates"]?.array ?? [] }

  /// How many results have a verdict, according to the summary.
  func count(_ verdict: Verdict.Kind) -> Int {
    json["summary"]?[verdict.rawValue.replacing("-", with: "_")]?.int ?? 0
  }

  /// The results of a check.
  func results(of check: String) -> [JSON] { results.filter { $0["check"]?.string == check } }

  /// The checks with a finding that counts in this way: `.failed`, `.flaky`, `.known`, `.advice` and so on.
  func checks(_ severity: Severity) -> Set<String> {
    Set(run.causes.filter { $0.severity == severity }.map(\.check.id))
  }

  /// The checks with a finding of any severity.
  var failed: Set<String> { run.failedChecks }

  /// The checks whose failures are explained by a finding of another check, and that check.
  var explained: [String: String] {
    Dictionary(
      results.compactMap { result in
        guard let check = result["check"]?.string, let cause = result["explained_by"]?.string
        else { return nil }
        return (check, cause)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The kinds of reasons of the results that are inconclusive.
  var undecidedKinds: Set<String> {
    Set(
      results.filter { $0["verdict"] == "inconclusive" }.compactMap { $0["reason_kind"]?.string })
  }

  /// The findings of a check.
  func findings(of check: String) -> [JSON] {
    results(of: check).flatMap { $0["findings"]?.array ?? [] }
  }

  /// The ids of the remedies that the report shows for a check that failed, in their order.
  func remedies(of check: String) -> [String] {
    run.causes.first { $0.check.id == check }?.remedies ?? []
  }

  /// The remedies that the report shows for a check that failed, as text: for the flags and fields in it.
  func remedyText(of check: String) -> String {
    (run.causes.first { $0.check.id == check }?.remedy ?? []).joined(separator: " ")
  }

  /// The state of each known failure, by its place: `known.txt:2`.
  var known: [String: String] {
    Dictionary(
      (json["known"]?.array ?? []).map { entry in
        (entry["place"]?.string ?? "", entry["state"]?.string ?? "")
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What prevented the run; nil if nothing did.
  var problem: JSON? { json["problem"] }

  /// All texts of the problem, for the numbers, URLs and options in them. A problem has no id.
  var problemText: String {
    ([problem?["what"]?.string, problem?["saw"]?.string].compactMap(\.self) + problemRemedies)
      .joined(separator: "\n")
  }

  var problemRemedies: [String] {
    (problem?["remedy"]?.array ?? []).compactMap(\.string)
  }

  /// The drifts that change the outcome, as `version changed 0.22.0 → 0.23.0`; for a check without values.
  var drifts: [String] { drifts(counting: true) }

  /// The drifts that do not change the outcome.
  var minorDrifts: [String] { drifts(counting: false) }

  private func drifts(counting: Bool) -> [String] {
    (json["pin"]?["drifts"]?.array ?? []).filter { $0["counts"]?.bool == counting }.map { drift in
      let name = "\(drift["subject"]?.string ?? "") \(drift["change"]?.string ?? "")"
      let values = [
        drift["was"]?.array?.compactMap(\.string) ?? [],
        drift["now"]?.array?.compactMap { $0["value"]?.string } ?? [],
      ].map { $0.joined(separator: ", ") }
      return name.contains(" newly-") ? name : "\(name) \(values.joined(separator: " → "))"
    }
  }
}

extension KeptRecord {
  /// What became of each check in a later run, as `diff` and `replay` report it.
  func changes(in later: KeptRecord) -> [ChangeKind: Set<String>] {
    let rows = RunComparison(run, later.run).rows
    return Dictionary(rows.map { ($0.kind, [$0.check]) }) { $0.union($1) }
  }
}
