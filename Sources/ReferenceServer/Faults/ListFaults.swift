extension Fault {
  /// More ways of listing models wrongly.
  static let listFaults = [
    Fault(
      "models-no-object", "The list of models has no `object`.",
      breaks: "models/object-field: write-the-model-list",
      by: .models { $0.remove("object") }),
    Fault(
      "models-bare-entries", "The models of the list have an id and nothing else.",
      breaks: "models/object-field: write-the-model-list",
      "models/context-length: set-the-context-in-the-agent",
      by: .models { list in list.updateEach("data") { $0 = ["id": $0["id"]] } }),
    Fault(
      "models-no-window", "The list does not tell the model's window.",
      breaks: "models/context-length: set-the-context-in-the-agent",
      by: .models { list in list.updateEach("data") { $0.remove("max_model_len") } }),
    Fault(
      "models-empty", "The list of models is empty, though one is served.",
      breaks: "models/lists-the-model: name-a-served-model", by: .models { $0["data"] = [] }),
    Fault(
      "models-page", "The list of models is a page to log in on.",
      breaks: "models/lists-models: write-the-model-list",
      by: .listing { $0 = .page("<!doctype html><title>Log in</title>\n") }),
    Fault(
      "models-missing", "There is no list of models.",
      breaks: "http/accepts-the-request: serve-the-model-list",
      by: .listing { reply in
        reply = .refusal(Refusal(status: 404, message: "Not found.", code: "unknown_url"))
      }),
    Fault(
      "path-elsewhere", "Every path is answered with the 404 page of a proxy.",
      unjudged: "The base URL is wrong; the run ends at the first step.",
      by: .anything { script in
        var reply = Reply.page("<html><title>404 Not Found</title><hr>nginx</html>\n")
        reply.status = 404
        script = Script(reply, to: .unreadable)
      }),
  ]
}
