import Synchronization

@testable import ReferenceServer

/// A request of a clean run, and what a clean server makes of it at each stage.
struct ServedRequest: Sendable {
  /// The case that sent it.
  let module: String
  let request: HTTPRequest
  private let key: String
  private let identity: Identity
  private let stages: Stages

  /// The values that alterations can change; nil if the request does not reach the stage.
  fileprivate struct Stages: Sendable {
    /// The chat request, when it is parsed and when it is answered.
    var parsed: ChatRequest?
    var answered: ChatRequest?
    var answers: [Answer] = []
    var reply: Reply?
    var script: Script?
    var refusal: Reply?
    var models: JSONValue?
    var listing: Reply?
    var final: Script?
  }

  /// Serves a request with a clean endpoint of the key.
  init(_ request: HTTPRequest, of module: String, key: String, identity: Identity) {
    let stages = Recorder()
    let recorder = Fault(
      "recorder", "It changes nothing.", unjudged: "it changes nothing",
      by: .request { parsed in stages.note { $0.parsed = parsed } },
      .answer { answer, _ in stages.note { $0.answers.append(answer) } },
      .reply { reply, request in stages.note { ($0.reply, $0.answered) = (reply, request) } },
      .script { script, _ in stages.note { $0.script = script } },
      .refusal { reply, _ in stages.note { $0.refusal = reply } },
      .models { models in stages.note { $0.models = models } },
      .listing { listing in stages.note { $0.listing = listing } },
      .anything { script in stages.note { $0.final = script } })
    _ = Endpoint(key: key, faults: [recorder]).script(for: request, identity: identity)
    self.module = module
    self.request = request
    self.identity = identity
    self.key = key
    self.stages = stages.stages
  }

  /// Whether a fault changes the response.
  ///
  /// This takes a small part of the time of serving the request again: as long as no alteration changes
  /// anything, the next one gets what a clean server has at its stage.
  func isChanged(by fault: Fault) -> Bool {
    // All alterations are applied, and in the order of the endpoint, because some count the requests.
    let changes = fault.alterations.sorted { $0.stage < $1.stage }.filter(isChanged)
    guard let last = changes.last else { return false }
    // A change of the request need not change the response.
    guard last.isOfTheRequest else { return true }
    return Endpoint(key: key, faults: [fault]).script(for: request, identity: identity)
      != stages.final
  }

  private func isChanged(by alteration: Alteration) -> Bool {
    switch alteration {
    case .received(let alter): Self.changes(request, alter)
    case .request(let alter): Self.changes(stages.parsed, alter)
    case .answer(let alter):
      stages.answered.map { request in
        stages.answers.map { Self.changes($0) { alter(&$0, request) } }.contains(true)
      } ?? false
    case .reply(let alter):
      stages.answered.map { request in Self.changes(stages.reply) { alter(&$0, request) } } ?? false
    case .script(let alter):
      stages.answered.map { request in Self.changes(stages.script) { alter(&$0, request) } }
        ?? false
    case .refuses(let refusal): stages.parsed != nil && refusal(request) != nil
    case .rejectsAll(let refusal): refusal(request) != nil
    case .servesDocument(let path, _): request.path == path
    case .refusal(let alter): Self.changes(stages.refusal) { alter(&$0, request) }
    case .noAuthentication(let isOpen): isOpen(request) && stages.refusal != nil
    case .models(let alter): Self.changes(stages.models, alter)
    case .listing(let alter): Self.changes(stages.listing, alter)
    case .anything(let alter): Self.changes(stages.final, alter)
    }
  }

  private static func changes<Value: Equatable>(_ value: Value?, _ alter: (inout Value) -> Void)
    -> Bool
  {
    guard let value else { return false }
    var changed = value
    alter(&changed)
    return changed != value
  }
}

/// The stages of one request, as its alterations see them.
private final class Recorder: Sendable {
  private let recorded = Mutex(ServedRequest.Stages())

  var stages: ServedRequest.Stages { recorded.withLock { $0 } }

  func note(_ change: (inout ServedRequest.Stages) -> Void) { recorded.withLock { change(&$0) } }
}

extension Alteration {
  /// Whether it changes what a request asks for, and nothing else.
  fileprivate var isOfTheRequest: Bool {
    switch self {
    case .received, .request: true
    default: false
    }
  }

  /// Its place in the order in which an endpoint applies alterations.
  fileprivate var stage: Int {
    switch self {
    case .received: 0
    case .rejectsAll: 1
    case .servesDocument: 2
    case .noAuthentication: 3
    case .models: 4
    case .listing: 5
    case .refuses: 6
    case .request: 7
    case .answer: 8
    case .reply: 9
    case .script: 10
    case .refusal: 11
    case .anything: 12
    }
  }
}
