internal import Transcripts

extension Request {
  /// Reads the object that a case puts out: `{method, path, beside, headers, body | text, authorized,
  /// timeout_s, idle_s, recovery_s, http}`; nil when it is none.
  init?(described json: JSON, to target: Target) {
    guard let path = json["path"]?.string, path.hasPrefix("/") else { return nil }
    var headers = (json["headers"]?.object ?? []).map { member in
      Header(member.key, member.value.string ?? member.value.text)
    }
    guard !headers.contains(where: { ($0.name + $0.value).contains(where: \.isNewline) }) else {
      return nil
    }
    let body = json["text"]?.string.map { Array($0.utf8) } ?? json["body"]?.bytes() ?? []
    if !body.isEmpty, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      headers.append(Header("Content-Type", "application/json"))
    }
    var deadlines = target.deadlines
    if let seconds = json["timeout_s"]?.double { deadlines.end(within: seconds) }
    if let seconds = json["idle_s"]?.double { deadlines.idle = min(deadlines.idle, seconds) }
    self.init(
      method: json["method"]?.string ?? (body.isEmpty ? "GET" : "POST"),
      url: (json["beside"] == true ? target.root : target.endpoint) + path,
      headers: headers,
      body: body,
      authorized: json["authorized"]?.bool ?? true,
      deadlines: deadlines)
    recovery = json["recovery_s"]?.double.map { min(max(0, $0), 600) }
    isHTTP11 = json["http"] == "1.1"
    if json["body"]?["stream"] == true { lastWords = Array("[DONE]".utf8) }
  }
}
