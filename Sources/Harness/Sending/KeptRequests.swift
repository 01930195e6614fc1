internal import JSONText
public import Transcripts

/// The requests of a kept run, to be sent again as they were. What is kept may come from anybody: it
/// chooses neither the host nor what goes along with the key.
public struct KeptRequests: RequestSource {
  private let folder: RunFolder
  private let endpoint: String
  private let gaps: KeptGaps

  /// Takes the requests of a run that is kept in a folder.
  public init(of record: RunRecord, in folder: RunFolder) {
    self.folder = folder
    endpoint = record.endpoint
    gaps = KeptGaps(of: record)
  }

  /// The request that the trial sent at that step.
  public func request(
    of trial: Trial, step: Int, to target: Target, after _: [Transcript], probe _: Transcript? = nil
  ) async -> RequestAnswer {
    let stem = RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: step)
    guard let bytes = folder.read("\(stem).json"),
      let kept = StrictJSON.decode(bytes).value?["request"],
      let url = kept["url"]?.string, let method = kept["method"]?.string
    else {
      if let gap = gaps.gap(of: trial, step), gap.kind == .notNeeded { return .none(gap) }
      return .none(
        .blocked(
          "the kept run did not send this step, so there is nothing to send again: run the case with --only"
            + " \(trial.testCase.module)"))
    }
    guard url.hasPrefix(endpoint), url.dropFirst(endpoint.count).hasPrefix("/") else {
      return .none(
        .blocked("the kept request goes to \(url.cut(to: 200)), and not to the endpoint"))
    }
    let headers = (kept["headers"]?.array ?? []).compactMap { header in
      header["name"]?.string.flatMap { name in header["value"]?.string.map { Header(name, $0) } }
    }
    let isKeyed = headers.contains { $0.name.lowercased() == "authorization" }
    if isKeyed, kept["keyed"] != true {
      return .none(.notNeeded("the key that the case made up is not kept"))
    }
    let request = Request(
      method: method, url: target.endpoint + url.dropFirst(endpoint.count),
      headers: headers.filter { !$0.isOurs }, body: body(stem, kept), authorized: isKeyed)
    let bounds = Bounds(
      deadlines: target.deadlines, endMarker: Dispatch.endMarker(of: kept["body"]))
    return .dispatch(Dispatch(request, bounds: bounds))
  }

  /// The exact bytes, which stand behind the head; else what they came to.
  private func body(_ stem: String, _ kept: JSON) -> [UInt8] {
    let raw = folder.read("\(stem).request.raw") ?? []
    if let head = raw.firstRange(of: Array("\r\n\r\n".utf8)) {
      return Array(raw[head.upperBound...])
    }
    if let text = kept["text"]?.string { return Array(text.utf8) }
    return kept["body"].flatMap { $0.isNull ? nil : $0.bytes() } ?? []
  }
}

extension Header {
  /// Whether the client adds it itself; a case may name another program.
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
