internal import Harness
internal import JSONText
internal import Transcripts

/// The exchanges of a run as an HTTP Archive 1.2; additional data, such as the events of streams,
/// has names that begin with an underscore, as the format requires.
func harReport(_ run: StoredRun) -> String {
  let entries = run.transcripts.compactMap { name in
    run.transcript(name).map { HAREntry(transcript: $0, name: name).json }
  }
  let archive: JSON = [
    "log": [
      "version": "1.2",
      "creator": [
        "name": "conformance", "version": run.record.harness["version"] ?? "unknown",
      ],
      "pages": [],
      "entries": .array(entries),
      "comment": .string(
        (["\(run.record.endpoint), \(run.record.verdict)"]
          + (run.record.problem == nil ? run.record.identity.likeness : []).map {
            "\($0.name): \($0.value)"
          })
          .map(\.printable).joined(separator: "\n")),
    ]
  ]
  return String(decoding: archive.bytes(pretty: true), as: UTF8.self) + "\n"
}

/// An exchange as an entry of the archive.
private struct HAREntry {
  let transcript: JSON
  let name: String

  private var request: JSON { transcript["request"] ?? nil }
  private var response: JSON { transcript["response"] ?? nil }

  var json: JSON {
    [
      "startedDateTime": .string(
        Moment(milliseconds: transcript["timing"]?["started_ms"]?.double ?? 0).iso),
      "time": JSON(at("total_ms") ?? 0),
      "request": requestJSON,
      "response": responseJSON,
      "cache": [:],
      "timings": timings,
      "connection": transcript["connection"]?["remote"] ?? "",
      "_case": transcript["case"]?["id"] ?? nil,
      "_step": transcript["step"] ?? nil,
      "_trial": transcript["trial"] ?? nil,
      "_ending": transcript["ending"] ?? nil,
      "_transcript": .string(name),
      "_events": .array(events),
    ]
  }

  private var requestJSON: JSON {
    let body = request["body"].flatMap { $0.isNull ? nil : $0.text } ?? request["text"]?.string
    var members: [JSON.Member] = [
      JSON.Member("method", request["method"] ?? "GET"),
      JSON.Member("url", request["url"] ?? ""),
      JSON.Member("httpVersion", version),
      JSON.Member("cookies", []),
      JSON.Member("headers", request["headers"] ?? []),
      JSON.Member("queryString", []),
      JSON.Member("headersSize", -1),
      JSON.Member("bodySize", JSON(body?.utf8.count ?? 0)),
    ]
    if let body {
      members.append(
        JSON.Member("postData", ["mimeType": "application/json", "text": .string(body)]))
    }
    return .object(members)
  }

  private var responseJSON: JSON {
    let headers = response["headers"]?.array ?? []
    func header(_ name: String) -> String {
      headers.first { $0["name"]?.string?.lowercased() == name }?["value"]?.string ?? ""
    }
    let size = response["body_bytes"] ?? -1
    return [
      "status": response["status"].flatMap { $0.isNull ? nil : $0 } ?? 0,
      "statusText": "",
      "httpVersion": version,
      "cookies": [],
      "headers": .array(headers),
      "content": [
        "size": size, "mimeType": .string(header("content-type")), "text": .string(text),
      ],
      "redirectURL": .string(header("location")),
      "headersSize": -1,
      "bodySize": size,
    ]
  }

  private var version: JSON {
    .string("HTTP/\(response["http_version"]?.string ?? "1.1")")
  }

  /// The body; the body of a stream is assembled from its events.
  private var text: String {
    if let text = response["text"]?.string { return text }
    return response["events"]?.array?.map { event in
      let lines = (event["data"]?.string ?? "").split(
        separator: "\n", omittingEmptySubsequences: false)
      return lines.map { "data: \($0)\n" }.joined() + "\n"
    }.joined() ?? ""
  }

  /// The events with their times, which the format has no field for.
  private var events: [JSON] {
    (response["events"]?.array ?? []).map { event in
      [
        "at_ms": event["at_ms"] ?? nil, "name": event["name"] ?? nil,
        "data": event["data"] ?? nil,
      ]
    }
  }

  /// The phases in sequence, as the format requires; -1 for a phase that did not happen.
  private var timings: JSON {
    let dns = at("dns_ms")
    let connect = at("connect_ms")
    // A reused connection has no phases before the request.
    let sent = at("tls_ms") ?? connect ?? dns ?? 0
    let first = at("first_byte_ms") ?? at("total_ms") ?? sent
    let last = max(first, at("last_byte_ms") ?? first)
    return [
      "blocked": -1,
      "dns": JSON(dns ?? -1),
      // The handshake is part of the connection phase.
      "connect": JSON(connect.map { (at("tls_ms") ?? $0) - (dns ?? 0) } ?? -1),
      "ssl": JSON(at("tls_ms").map { $0 - (connect ?? 0) } ?? -1),
      "send": 0,
      "wait": JSON(max(0, first - sent)),
      "receive": JSON(last - first),
    ]
  }

  private func at(_ name: String) -> Double? { transcript["timing"]?[name]?.double }
}
