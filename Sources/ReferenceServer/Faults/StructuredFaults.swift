extension Fault {
  /// Structured output that is missing or wrong.
  static let structuredFaults = [
    Fault(
      "format-ignored", "The response format is ignored.",
      breaks: "structured/fits-the-format: constrain-the-format",
      by: .request { $0.format = .text }),
    Fault(
      "schema-ignored", "The schema of a response format is ignored.",
      breaks: "structured/fits-the-format: constrain-the-format",
      by: .request { request in
        if case .schema = request.format { request.format = .object }
      }),
    Fault(
      "json-fenced", "JSON output is in a fenced block.",
      breaks: "structured/fits-the-format: constrain-the-format",
      by: .answer { answer, request in
        guard request.format != .text, let content = answer.content else { return }
        answer.content = "```json\n\(content)\n```"
      }),
    Fault(
      "json-with-words", "In streams, JSON output begins with a sentence.",
      breaks: "parity/keeps-the-fields: pass-fields-on-in-streams",
      by: .answer { answer, request in
        guard request.format != .text, request.stream, let content = answer.content else { return }
        answer.content = "Here is the JSON: \(content)"
      }),
    Fault(
      "json-in-reasoning", "JSON output is in the reasoning.",
      breaks: "structured/fits-the-format: reasoning-parser",
      "reasoning/leaves-an-answer: see-how-often",
      by: .answer { answer, request in
        guard request.format != .text else { return }
        answer.reasoning = answer.content
        answer.content = nil
      }),
    Fault(
      "json-runs-on", "JSON output is filled up with white space until the token limit.",
      breaks: "structured/ends: forbid-endless-space",
      by: .answer { answer, request in
        guard request.format != .text else { return }
        answer.content = "{" + String(repeating: "\n", count: 600)
        answer.finish = "length"
      }),
  ]
}
