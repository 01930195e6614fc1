extension Fault {
  /// Further defects of the model list.
  static let listFaults = [
    Fault(
      "models-no-object", "The model list has no `object`.",
      breaks: "models/object-field: write-the-model-list",
      by: .models { $0.remove("object") }),
    Fault(
      "models-bare-entries", "The entries of the model list have only an id.",
      breaks: "models/object-field: write-the-model-list",
      "models/context-length: set-the-context-in-the-agent",
      by: .models { list in list.updateEach("data") { $0 = ["id": $0["id"]] } }),
    Fault(
      "models-no-window", "The model list does not contain the context window.",
      breaks: "models/context-length: set-the-context-in-the-agent",
      by: .models { list in list.updateEach("data") { $0.remove("max_model_len") } }),
    Fault(
      "models-empty", "The model list is empty, although a model is served.",
      breaks: "models/lists-the-model: name-a-served-model", by: .models { $0["data"] = [] }),
    Fault(
      "models-page", "The model list is a login page.",
      breaks: "models/lists-models: write-the-model-list",
      by: .listing { $0 = .page("<!doctype html><title>Log in</title>\n") }),
    Fault(
      "models-missing", "There is no model list.",
      breaks: "http/accepts-the-request: serve-the-model-list",
      by: .listing { reply in
        reply = .refusal(Refusal(status: 404, message: "Not found.", code: "unknown_url"))
      }),
    Fault(
      "path-elsewhere", "Every path returns the 404 page of a proxy.",
      unjudged: "The base URL is wrong, so the run ends at the first step.",
      by: .anything { script in
        var reply = Reply.page("<html><title>404 Not Found</title><hr>nginx</html>\n")
        reply.status = 404
        script = Script(reply, to: .unreadable)
      }),
  ]
}
