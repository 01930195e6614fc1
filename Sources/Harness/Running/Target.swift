public import JSONText
public import Transcripts

/// The endpoint under test.
public struct Target: Sendable {
  /// The base URL, to which paths are appended; it has no slash at its end.
  public var endpoint: String
  /// The model that requests name; nil until it is known.
  public var model: String?
  /// The key, which the exchange function sends and everything else masks.
  public var key: Secret?
  /// How long each phase of an exchange may last.
  public var deadlines: Deadlines
  /// Letters that no earlier run has used, for words that only this one can know.
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

  /// Where a server has what is not a part of the API: beside `/v1`, on the same origin.
  var root: String {
    endpoint.hasSuffix("/v1") ? String(endpoint.dropLast(3)) : endpoint
  }

  /// The endpoint without the key.
  public var shownEndpoint: String { key?.masked(endpoint) ?? endpoint }

  /// The model as it may be shown: an endpoint can list the key that it was given.
  public var shownModel: String? { model.map { key?.masked($0) ?? $0 } }

  /// The target as cases and checks see it.
  public var json: JSON {
    ["endpoint": .string(endpoint), "model": JSON(model), "keyed": .bool(key != nil)]
  }
}
