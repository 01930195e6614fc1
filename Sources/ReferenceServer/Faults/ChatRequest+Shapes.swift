/// Shapes of requests, for faults that affect only some of them.
///
/// A fault may depend on the shape of a request (its tools, roles, parameters, length, quotations),
/// but not on the words of a prompt: otherwise a reworded case silently stops provoking it. What the
/// mock model understands of a prompt is in ``PromptHints``; faults use it only to find quotations.
extension ChatRequest {
  /// A short question to which any text is a good answer: no tools, no format, and nothing in the
  /// conversation that the answer could have to repeat, count or remember.
  ///
  /// Faults that damage any text affect only these answers, so that checks of exact texts pass.
  var isOpenEnded: Bool {
    guard !fields.contains("tools"), format == .text, messages.last?.role == .user else {
      return false
    }
    return messages.allSatisfy { message in
      message.text.utf8.count < 256 && PromptHints.quotes(in: message.text).isEmpty
        && !message.text.contains { $0.isNumber }
    }
  }

  /// An answer that takes a while, without tools.
  var isLong: Bool { tools.isEmpty && answerTokens > 64 }

  /// A single message that asks the model to repeat a quotation.
  var isRepetition: Bool { messages.count == 1 && quotation != nil }

  /// The last quotation of the last user message: a text that the answer should repeat.
  var quotation: String? { PromptHints.quotes(in: lastUserText).last }

  /// Instructions, then a text to repeat, with at most one tool: several of these are sent at the
  /// same time, each with its own text.
  var isConcurrent: Bool {
    messages.map(\.role) == [.system, .user] && tools.count < 2 && quotation != nil
  }

  /// A request whose answer should be the same every time: temperature 0, a seed, and no tools.
  var isDeterministic: Bool { temperature == 0 && fields.contains("seed") && tools.isEmpty }

  /// Tools are offered, and no tool has returned a result yet.
  var awaitsCall: Bool { !tools.isEmpty && !messages.contains { $0.role == .tool } }

  /// The only tool is the one of that name.
  func offersOnly(_ name: String) -> Bool { tools.map(\.name) == [name] }
}
