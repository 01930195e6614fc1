/// One option of a command: what the parser accepts and the help shows.
struct Option: Sendable {
  let name: String
  /// What stands for the value in the help; nil for a switch.
  let value: String?
  let help: String
  /// Whether it may be given again.
  var repeats = false
  /// Whether it says what is judged, so that a twin that is set and empty would have another judged.
  var isTarget = false

  static func flag(_ name: String, _ help: String) -> Self {
    Self(name: name, value: nil, help: help)
  }

  static func value(
    _ name: String, _ value: String, _ help: String, repeats: Bool = false, isTarget: Bool = false
  ) -> Self {
    Self(name: name, value: value, help: help, repeats: repeats, isTarget: isTarget)
  }

  /// The environment variable that stands in for it: `--api-key-env` has CONFORMANCE_API_KEY_ENV.
  var variable: String {
    "CONFORMANCE_" + name.uppercased().map { $0 == "-" ? "_" : $0 }
  }
}
