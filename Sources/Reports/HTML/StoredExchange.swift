internal import JSONText
internal import Harness
internal import Transcripts

/// One exchange of a stored run, with the data for figures and tables.
struct StoredExchange {
  /// The name of its transcript.
  let name: String
  /// The case, step and trial.
  let title: String
  /// Milliseconds from the first exchange of the run to the start; nil if unknown.
  let start: Double?
  /// The duration in milliseconds.
  let total: Double
  /// The status of its checks.
  let status: CaseStatus
  /// The first check that failed.
  let culprit: String?
}

extension StoredRun {
  /// The exchanges with stored transcripts, in the order of the run.
  var exchanges: [StoredExchange] {
    let results = Dictionary(grouping: record.results) { $0.transcript ?? "" }
    let kept = transcripts.compactMap { name in transcript(name).map { (name, $0) } }
    let starts = kept.map { $0.1["timing"]?["started_ms"]?.double }
    let first = starts.compactMap(\.self).min() ?? 0
    return zip(kept, starts).map { exchange, start in
      let (name, transcript) = exchange
      let own = results[name] ?? []
      let testCase = transcript["case"]?["id"]?.string ?? name
      let number = "step \(transcript["step"]?.int ?? 1), trial \(transcript["trial"]?.int ?? 1)"
      return StoredExchange(
        name: name, title: "\(testCase), \(number)", start: start.map { $0 - first },
        total: transcript["timing"]?["total_ms"]?.double ?? 0, status: record.status(of: own),
        culprit: own.first { !$0.findings.isEmpty }?.check)
    }
  }
}
