public import JSONText

/// A decoded exchange: every observable fact in the one document that checks read.
public struct Transcript: Sendable, Equatable {
  /// The document; `reports/transcript.schema.json` defines its format.
  public let json: JSON

  /// The version of the format.
  public static let version = 1

  /// Decodes an exchange.
  public init(of exchange: Exchange, at place: Place, of target: JSON) {
    let response = DecodedResponse(exchange)
    json = .object([
      JSON.Member("version", JSON(Self.version)),
      JSON.Member("case", place.testCase),
      JSON.Member("step", JSON(place.step)),
      JSON.Member("trial", JSON(place.trial)),
      JSON.Member("target", target),
      JSON.Member("kind", .string(EndpointKind(of: exchange.request.url).rawValue)),
      JSON.Member("request", sentRequest(exchange)),
      JSON.Member("response", response.json),
      JSON.Member("timing", response.timing),
      JSON.Member("connection", connection(exchange)),
      JSON.Member(
        "ending", .string((response.excess == nil ? exchange.ending : .tooLarge).rawValue)),
      JSON.Member("ending_detail", .string(response.excess ?? exchange.endingDetail)),
      JSON.Member("timeout", exchange.timeout?.json ?? nil),
      JSON.Member("refusals", .array(exchange.refusals.map(\.json))),
    ])
  }

  /// The transcript to judge and to store, with the key masked wherever the endpoint repeated it,
  /// also where decoding joined its pieces. Later requests are made from the unmasked transcript.
  public func masked(_ key: Secret?, of exchange: Exchange, at place: Place, to target: JSON)
    -> Transcript
  {
    guard let key else { return self }
    let masked = exchange.masked(key)
    let clean = masked == exchange ? self : Transcript(of: masked, at: place, of: target)
    return Transcript(kept: clean.json.masked(key))
  }

  /// Takes a stored transcript.
  public init(kept json: JSON) {
    self.json = json
  }

  /// The position of a transcript in a run.
  public struct Place: Sendable, Equatable {
    /// The case, which checks see as `.case`.
    public var testCase: JSON
    /// The step, from 1.
    public var step: Int
    /// The repetition, from 1.
    public var trial: Int

    /// Describes a position.
    public init(testCase: JSON, step: Int, trial: Int) {
      self.testCase = testCase
      self.step = step
      self.trial = trial
    }
  }

  /// The document without its long parts, for programs that read a complete run: short fields of
  /// the request, the assembled answer with limited texts, a short error, and a list of models.
  public func digest(maxText: Int = Transcript.maxText) -> JSON {
    let isError = (json["response"]?["status"]?.int ?? 0) >= 400
    let isList = json["kind"] == "models"
    return json.shortening(
      "request", leavingOut: ["text", "headers"], unlessShort: ["body"], to: maxText
    )
    .shortening(
      "response",
      leavingOut: ["chunks", "events", "shapes", "comments"]
        + (isError ? [] : isList ? ["text"] : ["text", "json"]),
      unlessShort: isList ? ["text"] : ["text", "json"], limiting: ["assembled"], to: maxText)
  }

  /// The usual maximum size of a text in a digest in bytes. Most answers are shorter.
  public static let maxText = 8192

  /// The distinct fingerprints of the answer, in order of appearance.
  public var fingerprints: [String] {
    json["response"]?["assembled"]?["fingerprints"]?.array?.compactMap(\.string) ?? []
  }

  /// The usage that the server reported.
  public var usage: JSON? { json["response"]?["assembled"]?["usage"] }
}

extension JSON {
  /// The maximum size of a part of a digest in bytes.
  private static let maxPart = 4096

  /// The value with the key masked, also if it is a number.
  fileprivate func masked(_ key: Secret) -> JSON {
    switch self {
    case .number(let lexeme): key.masked(lexeme) == lexeme ? self : 0
    case .string(let text): .string(key.masked(text))
    case .array(let elements): .array(elements.map { $0.masked(key) })
    case .object(let members):
      .object(members.map { Member(key.masked($0.key), $0.value.masked(key)) })
    case .null, .bool: self
    }
  }

  /// The object with one member shortened: some of its members are removed, long ones keep only
  /// their short parts, and others have limited texts.
  fileprivate func shortening(
    _ name: String, leavingOut keys: [String], unlessShort long: [String],
    limiting limited: [String] = [], to maxText: Int
  ) -> JSON {
    guard let members = object else { return self }
    return .object(
      members.map { member in
        guard member.key == name, let parts = member.value.object else { return member }
        return Member(
          name,
          .object(
            parts.filter { !keys.contains($0.key) }.map { part in
              if long.contains(part.key) { return Member(part.key, part.value.short) }
              return limited.contains(part.key)
                ? Member(part.key, part.value.limited(to: maxText)) : part
            }))
      })
  }

  /// The value; in long objects and lists, null replaces long parts.
  private var short: JSON {
    guard text.utf8.count > Self.maxPart else { return self }
    return switch self {
    case .object(let members): .object(members.map { Member($0.key, $0.value.short) })
    case .array(let elements): .array(elements.map(\.short))
    default: .null
    }
  }
}

extension Exchange.Refusal {
  fileprivate var json: JSON {
    [
      "status": JSON(status), "retry_after": JSON(retryAfter.map { String($0.prefix(200)) }),
      "waited_s": JSON(waited),
    ]
  }
}

private func connection(_ exchange: Exchange) -> JSON {
  [
    "remote": JSON(exchange.connection.remote),
    "reused": .bool(exchange.connection.reused),
    "resent": JSON(exchange.connection.resent),
    "tls": .bool(exchange.connection.tls),
  ]
}

/// The request as it was sent, or as it was specified if nothing was sent.
private func sentRequest(_ exchange: Exchange) -> JSON {
  let request = exchange.request
  var headers = request.headers
  let head = String(decoding: exchange.sent.prefix(while: notBody(of: exchange)), as: UTF8.self)
  // After a retry, only the last head counts.
  let lines = head.split(separator: "\r\n\r\n").last?.split(separator: "\r\n").dropFirst() ?? []
  if !lines.isEmpty {
    headers = lines.compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return Header(
        String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
  }
  // A case may set its own key, which a client masks only after it was sent.
  for index in headers.indices where headers[index].name.lowercased().hasSuffix("authorization") {
    headers[index].value = "***"
  }
  let isKeyed = lines.contains { $0.lowercased().hasPrefix("authorization:") }
  let body = StrictJSON.decode(request.body)
  return [
    "method": .string(request.method),
    "url": .string(request.url),
    "headers": headers.json,
    "keyed": .bool(request.authorized && isKeyed),
    "body": body.value ?? nil,
    "text": body.value == nil && !request.body.isEmpty
      ? .string(String(decoding: request.body, as: UTF8.self)) : nil,
  ]
}

/// Accepts the bytes of the head, which ends where the body begins.
private func notBody(of exchange: Exchange) -> (UInt8) -> Bool {
  var left = exchange.sent.count - exchange.request.body.count
  return { _ in
    left -= 1
    return left >= 0
  }
}

extension [Header] {
  /// The JSON form in a transcript.
  var json: JSON {
    .array(map { ["name": .string($0.name), "value": .string($0.value)] })
  }
}
