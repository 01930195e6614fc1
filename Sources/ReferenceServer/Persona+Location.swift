extension Persona {
  /// The path and the model of the server, and the scopes of its keys.
  static func location(_ chosen: [String: String]) -> [Alteration] {
    var all: [Alteration] = []
    if let root = chosen["path"] {
      all.append(
        .received { request in
          guard request.path.hasPrefix("\(root)/") else {
            // The default path does not exist on this server.
            if request.path.hasPrefix(Endpoint.path) { request.path = "/elsewhere" }
            return
          }
          request.path = Endpoint.path + request.path.dropFirst(root.count)
        })
    }
    if let id = chosen["model"] {
      all += [
        .received { request in
          var document = request.document
          guard let model = document["model"].text else { return }
          // Every other id is unknown, including the original one.
          document["model"] = .string(model == id ? Completion.model : "not \(id)")
          request.body = document.bytes
        },
        .models { list in list.updateEach("data") { $0["id"] = .string(id) } },
        .envelopes { $0["model"] = .string(id) },
      ]
    }
    if let header = chosen["clamped"] {
      all.append(
        .reply { reply, request in
          guard request.fields.contains("max_tokens"),
            request.maximumTokens >= ChatRequest.maxTokens
          else { return }
          reply[header] = "\(ChatRequest.maxTokens)"
        })
    }
    if let scopes = chosen["scopes"]?.split(separator: ",").map(String.init) {
      all.append(.rejectsAll { scopeRefusal(of: $0, among: scopes) })
    }
    return all
  }

  /// The refusal of a request outside of the scopes of a key. The message is empty, as with gateways.
  static func scopeRefusal(of request: HTTPRequest, among scopes: [String]) -> Refusal? {
    let scope = request.path.hasSuffix("/models") ? "models" : "chat"
    guard request.path.hasPrefix(Endpoint.path), !scopes.contains(scope) else { return nil }
    return Refusal(
      status: 403, message: "", type: "authentication_error", code: "scope_insufficient")
  }
}
