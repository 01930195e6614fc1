/// The part of the API that a URL belongs to; each has its own way to assemble an answer.
enum EndpointKind: String {
  case models, chat, other

  init(of url: String) {
    let path = url.split(separator: "?", maxSplits: 1)[0]
    self =
      path.hasSuffix("/chat/completions") ? .chat : path.hasSuffix("/models") ? .models : .other
  }
}
