extension Fault {
  /// Ways of writing JSON wrongly.
  static let jsonFaults = [
    Fault(
      "trailing-comma", "An answer that is not streamed has a comma before its last brace.",
      breaks: "json/well-formed: serialise-json",
      by: .document { $0 = .raw($0.bytes.dropLast() + Array(",}".utf8)) }),
    Fault(
      "json-nan", "The `logprobs` of an answer that is not streamed are NaN.",
      breaks: "json/well-formed: serialise-json",
      by: .document { document in
        document.updateEach("choices") { $0["logprobs"] = .raw(Array("NaN".utf8)) }
      }),
    Fault(
      "duplicate-key", "The choices of an answer that is not streamed have two finish reasons.",
      breaks: "json/unique-keys: write-each-key-once",
      by: .document { document in
        document.updateEach("choices") { $0.append($0["finish_reason"], named: "finish_reason") }
      }),
  ]
}
