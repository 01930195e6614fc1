internal import CJQ

/// A compiled jq program.
///
/// libjq cannot be interrupted, and a failed assertion inside it ends the process. Programs
/// therefore run only in the process that ``Worker`` starts, and only JSON text crosses its
/// boundary.
final class Program {
  private var state: OpaquePointer?
  private let messages = Messages()

  /// Compiles a program; `import` and `include` search the folders of `libraries`.
  init(_ source: String, libraries: [String]) throws(CompilationError) {
    guard let state = jq_init() else {
      throw CompilationError(messages: ["libjq is out of memory"])
    }
    self.state = state
    var folders = jv_array()
    for library in libraries { folders = jv_array_append(folders, jv_string(library)) }
    jq_set_attr(state, jv_string("JQ_LIBRARY_PATH"), folders)
    jq_set_attr(state, jv_string("JQ_ORIGIN"), jv_string("/"))
    jq_set_attr(state, jv_string("PROGRAM_ORIGIN"), jv_string("/"))

    jq_set_error_cb(state, collect, Unmanaged.passUnretained(messages).toOpaque())
    guard jq_compile(state, source) != 0 else {
      throw CompilationError(messages: messages.texts)
    }
  }

  deinit {
    jq_teardown(&state)
  }

  /// Passes each output to `take` as soon as it is available.
  func run(on input: Input, _ take: (String) -> Void) -> Outcome {
    messages.texts = []
    jq_start(state, jv_copy(input.value), 0)
    while true {
      let output = jq_next(state)
      guard cjq_valid(output) != 0 else { return outcome(of: output) }
      let dumped = jv_dump_string(output, 0)
      take(string(dumped))
    }
  }

  private func outcome(of last: jv) -> Outcome {
    if jq_halted(state) != 0 {
      jv_free(last)
      return .halted
    }
    let hasMessage = jv_invalid_has_msg(jv_copy(last)) != 0
    guard hasMessage else {
      jv_free(last)
      // `modulemeta` reports unreadable modules like a compiler, and has no output.
      return messages.texts.isEmpty
        ? .complete : .raised(messages.texts.joined(separator: "\n"))
    }
    return .raised(message(of: last))
  }
}

extension Program {
  /// How a run ended.
  enum Outcome: Equatable {
    case complete
    case raised(String)
    /// The program called `halt`, which no `try` catches.
    case halted
  }
}

/// The input of one or more programs, parsed once.
final class Input {
  fileprivate let value: jv

  /// Reads JSON text.
  init(_ text: ArraySlice<UInt8>) throws(UnreadableInput) {
    value = text.withUnsafeBytes { bytes in
      jv_parse_sized(bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
    }
    guard cjq_valid(value) != 0 else {
      throw UnreadableInput(
        message: "libjq cannot read the input: \(message(of: jv_copy(value)))")
    }
  }

  deinit { jv_free(value) }
}

/// The message of libjq about an input.
struct UnreadableInput: Error {
  var message: String
}

/// The messages of libjq about a program.
struct CompilationError: Error {
  var messages: [String]
}

private final class Messages {
  var texts: [String] = []
}

private func collect(_ messages: UnsafeMutableRawPointer?, _ message: jv) {
  let formatted = jq_format_error(message)
  let text = string(formatted)
  guard let messages else { return }
  Unmanaged<Messages>.fromOpaque(messages).takeUnretainedValue().texts.append(text)
}

/// Consumes an invalid value and returns its message as text.
private func message(of invalid: jv) -> String {
  let message = jv_invalid_get_msg(invalid)
  if cjq_is_string(message) != 0 { return string(message) }
  guard cjq_valid(message) != 0 else {
    jv_free(message)
    return "no message"
  }
  return string(jv_dump_string(message, 0))
}

/// Consumes a jq string.
private func string(_ value: jv) -> String {
  guard cjq_is_string(value) != 0 else {
    jv_free(value)
    return ""
  }
  let length = Int(jv_string_length_bytes(jv_copy(value)))
  let text = jv_string_value(value).map { start in
    String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
  }
  jv_free(value)
  return text ?? ""
}
