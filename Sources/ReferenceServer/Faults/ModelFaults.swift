extension Fault {
  /// Defects of the model list.
  static let modelFaults = [
    Fault(
      "models-no-data", "The model list has `models` instead of `data`.",
      breaks: "models/lists-models: write-the-model-list",
      by: .models { list in
        list["models"] = list["data"]
        list.remove("data")
      }),
    Fault(
      "model-id-number", "The model list has another model whose id is a number.",
      breaks: "models/ids-are-strings: write-ids-as-strings",
      by: .models { list in
        list["data"].append(["id": 7, "object": "model", "created": 0, "owned_by": "nobody"])
      }),
    Fault(
      "model-not-listed", "The model list contains only another model.",
      breaks: "models/lists-the-model: name-a-served-model",
      by: .models { list in
        list.updateEach("data") { $0["id"] = "another-model" }
      }),
  ]
}
