/// What a server seems to be, and how it carries itself: the same API, answered by another version, on
/// other devices, by a weaker model, or under load.
public struct Persona: Sendable {
  let alterations: [Alteration]
  /// The path that requests begin with.
  let path: String

  /// What can be chosen, and what for.
  public static let traits: [(name: String, value: String, help: String)] = [
    ("fingerprint", "TEXT", "the value of system_fingerprint; empty for none"),
    (
      "stamps", "all|last",
      "whether all chunks of a stream carry it, or its last one, as vLLM has it"
    ),
    ("owner", "NAME", "owned_by in the model list: vllm, llamacpp, sglang, library, …"),
    ("version", "TEXT", "what the server says of its version beside the API"),
    ("header", "TEXT", "the header Server"),
    ("context", "N", "max_model_len in the model list"),
    ("models", "A,B", "more models in the list"),
    ("reasoning", "FIELD", "the name of the field for reasoning"),
    ("template", "TEXT", "the chat template that /props tells"),
    ("path", "/a/b/v1", "the base path, in place of /v1"),
    ("model", "ID", "the id of its model, such as org/name"),
    ("clamped", "HEADER", "the header that says that max_tokens was cut"),
    ("scopes", "A,B", "what its key may do: models, chat"),
    ("skill", "P", "with which probability the model makes the calls that are left to it"),
    ("seed", "N", "where the dice for it begin"),
    ("lapse", "N", "every Nth answer is empty: it has no choices"),
    ("busy", "N", "every Nth request is refused with 429"),
    ("retry", "S", "the Retry-After of such a refusal, in seconds; none for no header"),
    ("starts", "N", "the first N requests are refused with 503, as while a model is loaded"),
    ("slots", "N", "so many requests are answered at a time, the others wait"),
    ("pace", "MS", "how long each answer takes"),
  ]

  /// Reads choices such as `fingerprint=vllm-0.23.0-tp2-a536750c`; throws what is wrong with one.
  public init(_ words: [String]) throws(ServerError) {
    var chosen: [String: String] = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, Self.traits.contains(where: { $0.name == parts[0] }) else {
        throw ServerError(
          description: "a server cannot be `\(word)`; it can be "
            + Self.traits.map { "\($0.name)=\($0.value)" }.joined(separator: ", "))
      }
      chosen[String(parts[0])] = String(parts[1])
    }
    path = chosen["path"] ?? Endpoint.path
    alterations = Self.places(chosen) + Self.looks(chosen) + Self.manners(chosen)
  }
}
