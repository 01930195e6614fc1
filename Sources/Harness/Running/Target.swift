public import JSONText
public import Transcripts

/// The endpoint under test.
public struct Target: Sendable {
  /// The base URL, to which paths are appended; without a slash at its end.
  public var endpoint: String
  /// The model that requests name; nil until it is known.
  public var model: String?
  /// The API key. The client sends it; everywhere else it is masked.
  public var key: Secret?
  /// The maximum duration of each phase of an exchange.
  public var deadlines: Deadlines
  /// Random hexadecimal digits, for words that no other run used.
  public var nonce = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)

  /// Describes a target.
  public init(
    endpoint: String, model: String? = nil, key: Secret? = nil, deadlines: Deadlines = Deadlines()
  ) {
    var endpoint = endpoint
    while endpoint.hasSuffix("/") { endpoint.removeLast() }
    self.endpoint = endpoint
    self.model = model
    self.key = key
    self.deadlines = deadlines
  }

  /// The base URL of paths outside of the API: next to `/v1`.
  var root: String {
    endpoint.hasSuffix("/v1") ? String(endpoint.dropLast(3)) : endpoint
  }

  /// The endpoint with the key masked.
  public var shownEndpoint: String { key?.masked(endpoint) ?? endpoint }

  /// The model with the key masked: an endpoint can return the key in its list of models.
  public var shownModel: String? { model.map { key?.masked($0) ?? $0 } }

  /// The target as cases and checks receive it.
  public var json: JSON {
    ["endpoint": .string(endpoint), "model": JSON(model), "keyed": .bool(key != nil)]
  }
}
