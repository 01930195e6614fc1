extension Fault {
  /// Wrong handling of fields that clients add to requests.
  static let parameterFaults = [
    refusing(
      "effort-refused", "`reasoning_effort` is refused.",
      breaks: "http/accepts-the-options: leave-out-effort", fields: ["reasoning_effort"]),
    Fault(
      "effort-levels-refused", "Values of `reasoning_effort` other than `medium` are refused.",
      breaks: "http/accepts-the-options: leave-out-effort",
      by: .refuses { request in
        guard let effort = request.document["reasoning_effort"].text, effort != "medium" else {
          return nil
        }
        return .invalid("reasoning_effort", "'\(effort)' is not supported by this model.")
      }),
    refusing(
      "verbosity-refused", "`verbosity` is refused.",
      breaks: "http/accepts-the-options: leave-out-verbosity", fields: ["verbosity"]),
    refusing(
      "unknown-fields-refused", "Unknown fields are refused.",
      breaks: "http/accepts-the-options: leave-out-unknown-options", fields: ["reasoningSummary"]),
    Fault(
      "unknown-fields-500", "Unknown fields cause status 500.",
      breaks: "http/accepts-the-options: leave-out-unknown-options",
      by: .refuses { request in
        guard request.document.has("reasoningSummary") else { return nil }
        return Refusal(
          status: 500, message: "create() got an unexpected keyword argument", type: "server_error")
      }),
    refusing(
      "cache-retention-refused", "`prompt_cache_retention` is refused.",
      breaks: "http/accepts-the-options: ignore-client-hints", fields: ["prompt_cache_retention"]),
    refusing(
      "cache-key-refused", "`prompt_cache_key` is refused.",
      breaks: "http/accepts-the-variant: see-what-is-refused", fields: ["prompt_cache_key"]),
    refusing(
      "metadata-422", "`metadata` is refused with status 422.",
      breaks: "http/accepts-the-variant: see-what-is-refused", fields: ["metadata"], status: 422),
    Fault(
      "options-refused-together", "A request with three unknown fields is refused.",
      breaks: "http/accepts-the-options: ask-which-option",
      by: .refuses { request in
        let unknown = ["verbosity", "reasoningSummary", "safety_identifier"]
        guard unknown.allSatisfy(request.document.has) else { return nil }
        return Refusal(message: "Extra inputs are not permitted.")
      }),
    nulls("null-refused", "A seed of null is refused.", status: 400, of: "seed"),
    nulls("null-stop-500", "Stop strings of null cause status 500.", status: 500, of: "stop"),
    Fault(
      "null-strict-refused", "A function whose `strict` is null is refused.",
      breaks: "http/accepts-the-variant: treat-null-as-absent",
      by: .refuses { request in
        let tools = request.document["tools"].elements ?? []
        guard
          tools.contains(where: {
            $0["function"].has("strict") && $0["function"]["strict"] == .null
          })
        else { return nil }
        return .invalid("tools[0].function.strict", "expected a boolean, but got null instead.")
      }),
    Fault(
      "stop-drops-calls", "With stop strings, no function is called.",
      breaks: "relations/changes-nothing: parameter-drops-tools",
      by: .request { if !$0.stop.isEmpty { $0.toolChoice = .none } }),
    Fault(
      "stop-fails-tools", "Stop strings with tools cause status 500.",
      breaks: "relations/changes-nothing: parameter-fails-server",
      by: .refuse("unsupported operand type(s)", status: 500) {
        !$0.stop.isEmpty && !$0.tools.isEmpty
      }),
    Fault(
      "stop-refuses-tools", "Stop strings with tools are refused without a reason.",
      breaks: "relations/changes-nothing: parameter-refused",
      by: .refuse("Unsupported combination.") { !$0.stop.isEmpty && !$0.tools.isEmpty }),
    Fault(
      "format-stops-calls", "With a response format, no function is called.",
      breaks: "relations/changes-nothing: parameter-drops-tools",
      by: .request { if $0.format != .text { $0.toolChoice = .none } }),
    Fault(
      "default-limit-256", "Without a token limit, answers are truncated after 256 tokens.",
      breaks: "finish/fits-the-budget: raise-the-default-limit",
      by: .request { request in
        let named = ["max_tokens", "max_completion_tokens"]
        if request.fields.isDisjoint(with: named) { request.maximumTokens = 256 }
      }),
    Fault(
      "tool-names-cut", "In calls, names of functions are truncated after 32 characters.",
      breaks: "tools/known-function: keep-tool-names",
      by: .calls { $0.name = String($0.name.prefix(32)) }),
    Fault(
      "tool-names-rewritten", "In calls, double underscores in names of functions become single.",
      breaks: "tools/known-function: keep-tool-names",
      by: .calls { $0.name = $0.name.replacing("__", with: "_") }),
    Fault(
      "long-names-refused", "Names of functions with more than 40 characters are refused.",
      breaks: "http/accepts-the-variant: allow-long-names",
      by: .refuse("Invalid function name.") { request in
        request.tools.contains { $0.name.utf8.count > 40 }
      }),
    keyword(
      "schema-min-items-refused", "A schema with `minItems` is refused.", "\"minItems\"", 400),
    keyword("schema-not-500", "A schema with `not` causes status 500.", "\"not\":", 500),
    keyword(
      "schema-dialect-refused", "A schema with `$schema` is refused.", "\"$schema\"", 400),
  ]

  /// Refuses requests that contain one of several fields.
  private static func refusing(
    _ id: String, _ summary: String, breaks check: String, fields: [String], status: Int = 400
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .refuses { request in
        guard let field = fields.first(where: request.document.has) else { return nil }
        return Refusal(status: status, message: "Extra inputs are not permitted.", param: field)
      })
  }

  /// Refuses requests in which a field is null.
  private static func nulls(
    _ id: String, _ summary: String, status: Int, of field: String
  ) -> Fault {
    Fault(
      id, summary, breaks: "http/accepts-the-variant: treat-null-as-absent",
      by: .refuses { request in
        let document = request.document
        guard document.has(field), document[field] == .null else { return nil }
        return Refusal(
          status: status, message: "Invalid type for '\(field)': null.",
          type: status < 500 ? "invalid_request_error" : "server_error", param: field)
      })
  }

  /// Refuses a keyword of JSON Schema, with a message that does not name the tool.
  private static func keyword(
    _ id: String, _ summary: String, _ keyword: String, _ status: Int
  ) -> Fault {
    Fault(
      id, summary, breaks: "http/accepts-the-options: simplify-schema",
      by: .refuse("Failed to compile the grammar", status: status) { request in
        // Only schemas without required parameters, because no other case may be affected.
        request.tools.contains {
          !$0.parameters.has("required") && $0.parameters.compact.contains(keyword)
        }
      })
  }
}
