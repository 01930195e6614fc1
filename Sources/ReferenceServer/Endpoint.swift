import Glibc

/// Turns requests into scripts; all that the server does apart from bytes and time.
struct Endpoint: Sendable {
  /// What the paths of requests begin with, unless a persona says otherwise.
  static let path = "/v1"
  /// The key that clients must show, if any.
  let key: String?
  /// What the faults change, in order.
  let alterations: [Alteration]
  /// How often each request came; nil where ids are random, and not the same in every run.
  private let occasions: CounterOfEach<UInt64>?

  /// Serves clients that show the key, misbehaving in the ways given.
  init(
    key: String? = nil, faults: [Fault] = [], persona: Persona? = nil, isRepeatable: Bool = false
  ) {
    self.key = key
    occasions = isRepeatable ? CounterOfEach() : nil
    alterations = (persona?.alterations ?? []) + faults.flatMap(\.alterations)
  }

  /// What tells the answer to a request from every other.
  func identity(of request: HTTPRequest) -> Identity {
    guard let occasions else {
      return Identity(seed: .random(in: 0...UInt64.max), created: time(nil))
    }
    let hash = (Array(request.path.utf8) + request.body).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    let again = UInt64(occasions.next(hash)) &* 0x9E37_79B9_7F4A_7C15
    return Identity(seed: hash ^ again, created: 1_795_219_200)
  }

  /// What to do about a request.
  func script(for received: HTTPRequest, identity: Identity) -> Script {
    var request = received
    for case .received(let alter) in alterations { alter(&request) }
    var script: Script
    do {
      script = try routed(request, identity)
    } catch {
      var reply = Reply.refusal(error)
      for case .refusal(let alter) in alterations { alter(&reply, request) }
      script = Script(reply, to: request)
    }
    return finished(&script)
  }

  /// What to do about bytes that are not a request.
  func script(refusing refusal: Refusal) -> Script {
    var script = Script(.refusal(refusal), to: .unreadable)
    return finished(&script)
  }

  private func finished(_ script: inout Script) -> Script {
    for case .anything(let alter) in alterations { alter(&script) }
    return script
  }

  private func routed(_ request: HTTPRequest, _ identity: Identity) throws(Refusal) -> Script {
    for case .turnsAway(let refusal) in alterations {
      if let refusal = refusal(request) { throw refusal }
    }
    for case .serves(request.path, let document) in alterations {
      return Script(.document(document), to: request)
    }
    // A browser asks whether it may send a key before it sends one.
    if request.method == "OPTIONS", request["origin"] != nil {
      return Script(.leave(to: request), to: request)
    }
    // A router asks whether its servers are well, and shows no key.
    if request.path == "/health", request.method == "GET" {
      return Script(.document(["status": "ok"]), to: request)
    }
    try authorize(request)
    switch (request.path, request.method) {
    case ("/v1/models", "GET"): return Script(models(identity), to: request)
    case ("/v1/chat/completions", "POST"): return try chat(request, identity)
    case ("/version", "GET"):
      return Script(.document(["version": .string(Completion.version)]), to: request)
    case ("/v1/models", _): throw .method(request, allowed: "GET")
    case ("/v1/chat/completions", _): throw .method(request, allowed: "POST")
    default:
      throw Refusal(
        status: 404, message: "Invalid URL (\(request.method) \(request.path))",
        code: "unknown_url")
    }
  }

  private func authorize(_ request: HTTPRequest) throws(Refusal) {
    for case .unlocked in alterations { return }
    guard let key else { return }
    let words = request["authorization"]?.split(separator: " ", maxSplits: 1) ?? []
    guard words.first?.lowercased() == "bearer", words.last == key[...] else {
      throw Refusal(
        status: 401, message: "Incorrect API key provided.", code: "invalid_api_key")
    }
  }

  private func models(_ identity: Identity) -> Reply {
    var list: JSONValue = [
      "object": "list",
      "data": [
        [
          "id": .string(Completion.model), "object": "model", "created": 1_795_219_200,
          "owned_by": "conformance", "max_model_len": .int(Completion.window),
        ]
      ],
    ]
    for case .models(let alter) in alterations { alter(&list) }
    var reply = Reply.document(list)
    for case .listing(let alter) in alterations { alter(&reply) }
    return reply
  }

  private func chat(_ http: HTTPRequest, _ identity: Identity) throws(Refusal) -> Script {
    if let coding = http["content-encoding"], coding.lowercased() != "identity" {
      throw Refusal(
        status: 415, message: "The content coding '\(coding)' is not supported.",
        code: "unsupported_content_encoding")
    }
    var request = try ChatRequest(http.body)
    request.acceptsGzip = http["accept-encoding"]?.contains("gzip") ?? false
    for case .refuses(let refusal) in alterations {
      if let refusal = refusal(http) { throw refusal }
    }
    for case .request(let alter) in alterations { alter(&request) }

    let author = Author(request: request, identity: identity)
    let spent = (0..<request.choices).map(author.answer)
    var answers = spent
    for case .answer(let alter) in alterations {
      for index in answers.indices { alter(&answers[index], request) }
    }

    let completion = Completion(
      identity: identity, promptTokens: request.promptTokens, answers: answers, spent: spent,
      logprobs: request.logprobs)
    var reply =
      request.stream
      ? Reply.events(completion.events(includingUsage: request.includesUsage))
      : Reply.document(completion.document)
    for case .reply(let alter) in alterations { alter(&reply, request) }

    var script = Script(reply, to: http)
    for case .script(let alter) in alterations { alter(&script, request) }
    return script
  }
}

extension Reply {
  /// What a browser may send from another site's page.
  fileprivate static func leave(to request: HTTPRequest) -> Reply {
    var reply = Reply(headers: [], content: .text(""))
    reply.status = 204
    reply["Access-Control-Allow-Origin"] = request["origin"] ?? "*"
    reply["Access-Control-Allow-Methods"] = "GET, POST"
    reply["Access-Control-Allow-Headers"] = "authorization, content-type"
    return reply
  }
}

extension Refusal {
  /// A path that exists, asked for in the wrong way.
  fileprivate static func method(_ request: HTTPRequest, allowed: String) -> Refusal {
    Refusal(
      status: 405, message: "Not allowed to \(request.method) on \(request.path).",
      code: "method_not_supported", headers: [HTTPHeader(name: "Allow", value: allowed)])
  }
}
