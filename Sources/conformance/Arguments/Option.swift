/// An option of a command, for the parser and the help.
struct Option: Sendable {
  /// The name without dashes.
  let name: String
  /// The placeholder of the value in the help; nil for a flag.
  let value: String?
  /// The description in the help; it may have several lines.
  let help: String
  /// Whether it may be used more than once.
  var repeats = false
  /// Whether it selects the target. Its environment variable must not be empty, because another target would be
  /// tested.
  var isTarget = false

  /// An option without a value.
  static func flag(_ name: String, _ help: String) -> Self {
    Self(name: name, value: nil, help: help)
  }

  /// An option with a value, whose placeholder in the help is given.
  static func value(
    _ name: String, _ value: String, _ help: String, repeats: Bool = false, isTarget: Bool = false
  ) -> Self {
    Self(name: name, value: value, help: help, repeats: repeats, isTarget: isTarget)
  }

  /// The environment variable that replaces it: CONFORMANCE_API_KEY_ENV for `--api-key-env`.
  var variable: String {
    "CONFORMANCE_" + name.uppercased().map { $0 == "-" ? "_" : $0 }
  }
}
