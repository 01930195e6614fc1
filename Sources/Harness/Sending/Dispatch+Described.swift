internal import JSONText
internal import Transcripts

extension Dispatch {
  /// Reads the object that a case outputs: `{method, path, beside, headers, body | text | bytes,
  /// authorized, timeout_s, idle_s, recovery_s, http}`; nil if it is not a valid request.
  init?(described json: JSON, to target: Target) {
    guard let path = json["path"]?.string, path.hasPrefix("/") else { return nil }
    var headers = (json["headers"]?.object ?? []).map { member in
      Header(member.key, member.value.string ?? member.value.text)
    }
    guard !headers.contains(where: { ($0.name + $0.value).contains(where: \.isNewline) }) else {
      return nil
    }
    let octets = json["bytes"]?.array?.compactMap { $0.int.flatMap(UInt8.init(exactly:)) }
    let body =
      octets ?? json["text"]?.string.map { Array($0.utf8) } ?? json["body"]?.bytes() ?? []
    if !body.isEmpty, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      headers.append(Header("Content-Type", "application/json"))
    }
    self.init(
      Request(
        method: json["method"]?.string ?? (body.isEmpty ? "GET" : "POST"),
        url: (json["beside"] == true ? target.root : target.endpoint) + path,
        headers: headers, body: body, authorized: json["authorized"]?.bool ?? true,
        isHTTP11: json["http"] == "1.1"),
      bounds: Bounds(deadlines: target.deadlines, endMarker: Self.endMarker(of: json["body"])))
    if let seconds = json["timeout_s"]?.double { bounds.deadlines.end(within: seconds) }
    if let seconds = json["idle_s"]?.double {
      bounds.deadlines.idle = min(bounds.deadlines.idle, seconds)
    }
    mayFail = bounds.deadlines != target.deadlines
    recovery = json["recovery_s"]?.double.map { min(max(0, $0), 600) }
  }

  /// The bytes that end the response to a request with that body.
  static func endMarker(of body: JSON?) -> [UInt8] {
    body?["stream"] == true ? Array("[DONE]".utf8) : []
  }
}
