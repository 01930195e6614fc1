extension Fault {
  /// Wrong JSON.
  static let jsonFaults = [
    Fault(
      "trailing-comma", "Non-streamed answers have a comma before the last brace.",
      breaks: "json/well-formed: serialise-json",
      by: .document { $0 = .raw($0.bytes.dropLast() + Array(",}".utf8)) }),
    Fault(
      "json-nan", "The `logprobs` of non-streamed answers are NaN.",
      breaks: "json/well-formed: serialise-json",
      by: .document { document in
        document.updateEach("choices") { $0["logprobs"] = .raw(Array("NaN".utf8)) }
      }),
    Fault(
      "duplicate-key", "The choices of non-streamed answers have two finish reasons.",
      breaks: "json/unique-keys: write-each-key-once",
      by: .document { document in
        document.updateEach("choices") { $0.append($0["finish_reason"], named: "finish_reason") }
      }),
  ]
}
