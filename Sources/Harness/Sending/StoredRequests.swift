internal import JSONText
public import Transcripts

/// The requests of a stored run, to be sent again unchanged. The files may come from anyone, so requests
/// to other hosts are refused, and stored headers that the client sets itself are ignored.
public struct StoredRequests: RequestSource {
  private let folder: RunFolder
  private let endpoint: String
  private let gaps: StoredGaps

  /// The requests of a run that is stored in a folder.
  public init(of record: RunRecord, in folder: RunFolder) {
    self.folder = folder
    endpoint = record.endpoint
    gaps = StoredGaps(of: record)
  }

  /// The request that the trial sent at that step.
  public func request(
    of trial: Trial, step: Int, to target: Target, after _: [[UInt8]], probe _: Transcript? = nil
  ) async -> RequestAnswer {
    let stem = RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: step)
    guard let bytes = folder.read("\(stem).json"),
      let stored = StrictJSON.decode(bytes).value?["request"],
      let url = stored["url"]?.string, let method = stored["method"]?.string
    else {
      if let gap = gaps.gap(of: trial, step), gap.kind == .notNeeded { return .none(gap) }
      return .none(
        .blocked(
          "the stored run did not send this step, so there is nothing to send again: run the case with --only"
            + " \(trial.testCase.module)"))
    }
    guard url.hasPrefix(endpoint), url.dropFirst(endpoint.count).hasPrefix("/") else {
      return .none(
        .blocked("the stored request was sent to \(url.cut(to: 200)), not to the endpoint"))
    }
    let headers = (stored["headers"]?.array ?? []).compactMap { header in
      header["name"]?.string.flatMap { name in header["value"]?.string.map { Header(name, $0) } }
    }
    let isKeyed = headers.contains { $0.name.lowercased() == "authorization" }
    if isKeyed, stored["keyed"] != true {
      return .none(.notNeeded("the invented key of the case is not stored"))
    }
    let request = Request(
      method: method, url: target.endpoint + url.dropFirst(endpoint.count),
      headers: headers.filter { !$0.isOurs }, body: body(stem, stored), authorized: isKeyed)
    let bounds = Bounds(
      deadlines: target.deadlines, endMarker: Dispatch.endMarker(of: stored["body"]))
    return .dispatch(Dispatch(request, bounds: bounds))
  }

  /// The exact bytes after the head of the raw request; if there are none, the body in the transcript.
  private func body(_ stem: String, _ stored: JSON) -> [UInt8] {
    let raw = folder.read("\(stem).request.raw") ?? []
    if let head = raw.firstRange(of: Array("\r\n\r\n".utf8)) {
      return Array(raw[head.upperBound...])
    }
    if let text = stored["text"]?.string { return Array(text.utf8) }
    return stored["body"].flatMap { $0.isNull ? nil : $0.bytes() } ?? []
  }
}

extension Header {
  /// Whether the client adds the header itself. A case may set another user agent.
  fileprivate var isOurs: Bool {
    switch name.lowercased() {
    case "host", "accept", "content-length", "expect", "authorization", "connection",
      "transfer-encoding":
      true
    case "user-agent": value.hasPrefix("conformance/")
    default: false
    }
  }
}
