/// Kinds of requests, for faults that act on some of them.
extension ChatRequest {
  /// It asks for a greeting.
  var isGreeting: Bool { tools.isEmpty && lastUserText.hasPrefix("Say hello") }

  /// It asks for words of some length.
  var isLong: Bool { tools.isEmpty && lastUserText.hasPrefix("Count from 1 to 100") }

  /// It offers tools, and none has answered yet.
  var awaitsCall: Bool { !tools.isEmpty && !messages.contains { $0.role == .tool } }

  /// It offers one tool, the one for the weather.
  var asksForWeather: Bool { tools.map(\.name) == ["get_weather"] }
}
