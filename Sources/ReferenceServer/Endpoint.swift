import Glibc

/// Turns requests into scripts: everything that the server does, except for I/O and waiting.
struct Endpoint: Sendable {
  /// The base path, unless a persona replaces it.
  static let path = "/v1"
  /// The API key that clients must send, if any.
  let key: String?
  /// The changes of the persona and the faults, in order.
  let alterations: [Alteration]
  /// Counts equal requests if ids must be the same in every run; nil if ids are random.
  private let repetitions: KeyedCounter<UInt64>?

  /// Whether the answers are the same in every run, and sent without the pauses of a model.
  var isRepeatable: Bool { repetitions != nil }

  /// Serves clients that send the key, with the given faults.
  init(
    key: String? = nil, faults: [Fault] = [], persona: Persona? = nil, isRepeatable: Bool = false
  ) {
    self.key = key
    repetitions = isRepeatable ? KeyedCounter() : nil
    alterations = (persona?.alterations ?? []) + faults.flatMap(\.alterations)
  }

  /// The source of ids and times of the answer to a request.
  func identity(of request: HTTPRequest) -> Identity {
    guard let repetitions else {
      return Identity(seed: .random(in: 0...UInt64.max), created: time(nil))
    }
    // FNV-1a, because Swift's hash values differ in every process.
    let hash = (Array(request.path.utf8) + request.body).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    let repetition = UInt64(repetitions.next(hash)) &* 0x9E37_79B9_7F4A_7C15
    // A fixed time, so that the complete answer is the same in every run.
    return Identity(seed: hash ^ repetition, created: 1_795_219_200)
  }

  /// The script that answers a request.
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

  /// The script that answers bytes that are not a valid request.
  func script(refusing refusal: Refusal) -> Script {
    var script = Script(.refusal(refusal), to: .unreadable)
    return finished(&script)
  }

  /// Makes the changes that apply to every reply, including refusals.
  private func finished(_ script: inout Script) -> Script {
    for case .anything(let alter) in alterations { alter(&script) }
    return script
  }

  /// Routes a request; the order decides which requests need no key.
  private func routed(_ request: HTTPRequest, _ identity: Identity) throws(Refusal) -> Script {
    for case .rejectsAll(let refusal) in alterations {
      if let refusal = refusal(request) { throw refusal }
    }
    for case .servesDocument(request.path, let document) in alterations {
      return Script(.document(document), to: request)
    }
    // Browsers send a preflight request without a key.
    if request.method == "OPTIONS", request["origin"] != nil {
      return Script(.preflight(to: request), to: request)
    }
    // Routers check the health of their servers without a key.
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

  /// Checks the key, unless a fault allows the request without it.
  private func authorize(_ request: HTTPRequest) throws(Refusal) {
    for case .noAuthentication(let isOpen) in alterations {
      if isOpen(request) { return }
    }
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

  /// Answers a chat request; each change is made at its own stage.
  private func chat(_ http: HTTPRequest, _ identity: Identity) throws(Refusal) -> Script {
    if let coding = http["content-encoding"], coding.lowercased() != "identity" {
      throw Refusal(
        status: 415, message: "The content coding '\(coding)' is not supported.",
        code: "unsupported_content_encoding")
    }
    var request = try ChatRequest(http.body)
    request.acceptsGzip = http["accept-encoding"]?.contains("gzip") ?? false
    // After the body is parsed, because these faults refuse only valid requests.
    for case .refuses(let refusal) in alterations {
      if let refusal = refusal(http) { throw refusal }
    }
    for case .request(let alter) in alterations { alter(&request) }

    let generator = ReplyGenerator(request: request, identity: identity)
    let generated = (0..<request.choices).map(generator.answer)
    // Faults may depend on the length of the unchanged answer.
    request.answerTokens = generated.map(\.pieces.count).max() ?? 0
    var answers = generated
    for case .answer(let alter) in alterations {
      for index in answers.indices { alter(&answers[index], request) }
    }

    let completion = Completion(
      identity: identity, promptTokens: request.promptTokens, answers: answers,
      generated: generated,
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
  /// Allows a browser to send chat requests from a page of another origin.
  fileprivate static func preflight(to request: HTTPRequest) -> Reply {
    var reply = Reply(headers: [], content: .text(""))
    reply.status = 204
    reply["Access-Control-Allow-Origin"] = request["origin"] ?? "*"
    reply["Access-Control-Allow-Methods"] = "GET, POST"
    reply["Access-Control-Allow-Headers"] = "authorization, content-type"
    return reply
  }
}

extension Refusal {
  /// An existing path, requested with the wrong method.
  fileprivate static func method(_ request: HTTPRequest, allowed: String) -> Refusal {
    Refusal(
      status: 405, message: "\(request.method) is not allowed for \(request.path).",
      code: "method_not_supported", headers: [HTTPHeader(name: "Allow", value: allowed)])
  }
}
