internal import Transcripts

/// What came of a known failure in a run.
public struct KnownVerdict: Sendable, Equatable {
  /// Where it stands: `known.txt:12`.
  public var place: String
  /// What it is about.
  public var subject: String
  /// Why it may fail.
  public var reason: String
  /// What came of it.
  public var state: State

  /// What can come of a known failure.
  public enum State: String, Sendable {
    /// It fails, as it must.
    case fails
    /// It fails at times, and did not this time.
    case occasional
    /// Nothing of it was judged.
    case notJudged = "not-judged"
    /// It is about other servers, or about what was not asked.
    case elsewhere
    /// It passes: its line has to go.
    case stale
    /// Its time is over.
    case expired
  }

  /// Whether it fails the run.
  public var isStale: Bool { state == .stale || state == .expired }

  /// As a run record holds it.
  var json: JSON {
    [
      "place": .string(place), "subject": .string(subject), "reason": .string(reason),
      "state": .string(state.rawValue),
    ]
  }

  /// Notes what came of it.
  init(_ entry: KnownFailure, in file: String, _ state: State) {
    place = "\(file):\(entry.line)"
    subject = entry.subject
    reason = entry.reason + (entry.until.map { ", until \($0)" } ?? "")
    self.state = state
  }

  /// Reads what a record holds.
  init?(_ json: JSON) {
    guard let place = json["place"]?.string, let subject = json["subject"]?.string,
      let state = json["state"]?.string.flatMap(State.init(rawValue:))
    else { return nil }
    self.place = place.cut(to: 500)
    self.subject = subject.cut(to: 500)
    reason = json["reason"]?.string?.cut(to: 500) ?? ""
    self.state = state
  }
}

extension KnownFailures {
  /// Holds a run against what is known: marks what is expected to fail, and tells what became of each
  /// entry.
  func hold(_ record: inout RunRecord) -> [KnownVerdict] {
    let today = String(record.started.prefix(10))
    return entries.map { entry in
      guard entry.applies(to: record) else { return KnownVerdict(entry, in: file, .elsewhere) }
      let covered = record.results.indices.filter { entry.covers(record.results[$0]) }
      guard !covered.isEmpty else { return KnownVerdict(entry, in: file, .elsewhere) }
      if let until = entry.until, until < today { return KnownVerdict(entry, in: file, .expired) }
      let broken = covered.filter { record.results[$0].isOpen }
      for index in broken + record.consequences(of: broken)
      where record.results[index].known == nil {
        record.results[index].known = entry.reason
      }
      if !broken.isEmpty { return KnownVerdict(entry, in: file, .fails) }
      let passes = covered.contains { record.results[$0].verdict == .pass }
      guard passes, record.ending == .complete, record.isWhole || entry.isOfOneCase else {
        return KnownVerdict(entry, in: file, .notJudged)
      }
      return KnownVerdict(entry, in: file, entry.isOccasional ? .occasional : .stale)
    }
  }
}

extension CheckResult {
  /// Whether it failed, or came to no verdict.
  fileprivate var isOpen: Bool { !findings.isEmpty || verdict.word == "inconclusive" }
}

extension KnownFailure {
  /// Whether it is about a single case, which says all there is to say of it.
  fileprivate var isOfOneCase: Bool { testCase.map { !$0.contains("*") } ?? false }
}

extension RunRecord {
  /// Whether all cases were asked: what passes in a part may fail in the rest.
  fileprivate var isWhole: Bool { shard == nil && selection == Selection() }

  /// What could not be judged in the cases where something failed: most often because of it.
  func consequences(of failures: [Int]) -> [Int] {
    let modules = Dictionary(
      cases.flatMap { [($0.id, $0.module), ($0.module, $0.module)] }, uniquingKeysWith: { $1 })
    func module(_ index: Int) -> String? { results[index].testCase.flatMap { modules[$0] } }
    let failed = Set(failures.filter { !results[$0].findings.isEmpty }.compactMap(module))
    return results.indices.filter { index in
      results[index].verdict.word == "inconclusive" && module(index).map(failed.contains) ?? false
    }
  }
}
