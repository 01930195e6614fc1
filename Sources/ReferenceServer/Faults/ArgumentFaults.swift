extension Fault {
  /// Wrong arguments of calls.
  static let argumentFaults = [
    Fault(
      "arguments-object", "The arguments of calls are an object instead of a string.",
      breaks: "tools/arguments-are-a-string: arguments-as-text",
      by: .calls { call in
        let text = Array((call.arguments.text ?? "").utf8)
        call.arguments = (try? JSONReader.read(text)) ?? call.arguments
      }),
    Fault(
      "arguments-lose-a-brace", "The arguments of calls lack their closing brace.",
      breaks: "tools/arguments-are-json: arguments-cut-everywhere",
      by: .calls { call in
        if let text = call.arguments.text { call.arguments = .string(String(text.dropLast())) }
      }),
    Fault(
      "arguments-misfit", "The first string in the arguments of a call becomes a number.",
      breaks: "tools/arguments-fit-the-schema: constrain-the-arguments",
      by: .calls { call in
        call.updateArguments { arguments in
          let first = arguments.members?.first { $0.value.text != nil }
          if let first { arguments[first.name] = 7 }
        }
      }),
    Fault(
      "arguments-of-another", "The location in the arguments of a call is another city.",
      breaks: "tools/expected-arguments: stronger-model",
      by: .calls { call in
        call.updateArguments { arguments in
          if arguments.has("location") { arguments["location"] = "Geneva" }
        }
      }),
  ]
}
