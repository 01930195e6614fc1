import Harness

/// The arguments of a command, parsed and validated.
struct Arguments {
  /// The values of the options by name, from the command line or the environment.
  private var values: [String: [String]] = [:]
  /// The words that are not options.
  private(set) var operands: [String] = []
  private let command: Command
  private let environment: [String: String]

  /// Parses the words after the command's name. Environment variables replace missing options.
  init(_ words: [String], for command: Command, environment: [String: String])
    throws(UsageError)
  {
    self.command = command
    self.environment = environment
    var words = words[...]
    while let word = words.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      // `-name` is accepted like `--name`.
      let name = String(parts[0].drop { $0 == "-" })
      guard let option = command.options.first(where: { $0.name == name }) else {
        throw UsageError.unknown(String(parts[0]), of: command)
      }
      if option.value == nil {
        guard parts.count == 1 else {
          throw UsageError("--\(name) takes no value")
        }
        values[name] = ["true"]
        continue
      }
      guard let value = parts.count == 2 ? String(parts[1]) : words.popFirst(), !value.isEmpty
      else {
        throw UsageError("--\(name) requires a value: --\(name) \(option.value ?? "")")
      }
      if values[name] != nil && !option.repeats {
        throw UsageError("--\(name) may be used only once")
      }
      values[name, default: []].append(value)
    }
    // The last operand may be repeated if it ends with an ellipsis.
    let isVariadic = command.operands.last?.hasSuffix("…") ?? false
    guard isVariadic || operands.count <= command.operands.count else {
      throw UsageError(
        "unexpected argument `\(operands[command.operands.count])` for `conformance \(command.name)`"
      )
    }
    // The command line has priority over the environment.
    for option in command.options where values[option.name] == nil {
      guard let value = environment[option.variable] else { continue }
      if value.isEmpty {
        // An empty variable counts as unset, except if another target would be tested.
        if option.isTarget { throw UsageError.empty(option.variable) }
        continue
      }
      if option.value == nil {
        switch value.lowercased() {
        case "1", "true", "yes", "on": values[option.name] = ["true"]
        case "0", "false", "no", "off": break
        default: throw UsageError("\(option.variable) is `\(value)`; it must be 1 or 0")
        }
      } else {
        // A variable separates several values with commas.
        values[option.name] =
          option.repeats ? value.split(separator: ",").map(String.init) : [value]
      }
    }
  }

  /// The same arguments with other values for some options.
  func setting(_ options: [(name: String, value: String)], without others: [String] = []) -> Self {
    var changed = self
    for name in others + options.map(\.name) { changed.values[name] = nil }
    for option in options { changed.values[option.name, default: []].append(option.value) }
    return changed
  }

  /// Whether an option is used, or a flag set.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The values of a repeatable option.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// The value of an option; nil if it is not used.
  func value(_ name: String) -> String? { values[name]?.last }

  /// A number within bounds.
  func number(_ name: String, orElse fallback: Double, in range: ClosedRange<Double>)
    throws(UsageError) -> Double
  {
    guard let text = value(name) else { return fallback }
    // `Double` also accepts 0x10, 1e3 and inf.
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let number = Double(text), range.contains(number)
    else {
      throw UsageError(
        "--\(name) is `\(text)`; it must be a number from \(range.lowerBound.short) to \(range.upperBound.short)"
      )
    }
    return number
  }

  /// An integer within bounds; nil if the option is not used.
  func count(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(name) else { return nil }
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(text),
      range.contains(count)
    else {
      throw UsageError(
        "--\(name) is `\(text)`; it must be an integer from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return count
  }

  /// The first operand, which is required.
  func operand() throws(UsageError) -> String {
    guard let operand = operands.first else {
      throw UsageError(
        "`conformance \(command.name)` requires \(command.operands.joined(separator: " "))")
    }
    return operand
  }

  /// The operand at an index; nil if there is none.
  func operand(at index: Int) -> String? { index < operands.count ? operands[index] : nil }

  /// The value of an option with a fixed set of values; nil if the option is not used.
  func word<Word: RawRepresentable & CaseIterable>(_ name: String, of _: Word.Type)
    throws(UsageError)
    -> Word? where Word.RawValue == String
  {
    guard let text = value(name) else { return nil }
    guard let word = Word(rawValue: text) else {
      let allowed = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("--\(name) is `\(text)`; it must be one of: \(allowed)")
    }
    return word
  }

  /// The value of the environment variable that an option names. An invalid name is not printed, because it
  /// may be the key itself.
  func namedVariable(_ option: String, _ name: String) throws(UsageError) -> String {
    let isName =
      name.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0))
      } && name.first?.isNumber == false
    guard isName else {
      throw UsageError(
        "--\(option) takes the name of an environment variable, such as LLM_KEY, not the key itself"
      )
    }
    guard let value = variable(name) else {
      // A word that does not look like a variable may be a key as well.
      let looksLikeVariable = name == name.uppercased() && name.contains("_")
      let shown = looksLikeVariable ? " \(name)" : ""
      throw UsageError(
        "the environment variable\(shown) of --\(option) is not set or empty: export it first")
    }
    return value
  }

  /// An environment variable; nil if it is not set or empty.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether an environment variable is set and empty.
  func isEmpty(_ name: String) -> Bool { environment[name]?.isEmpty == true }
}

extension Double {
  /// The number without needless decimals.
  fileprivate var short: String { self == rounded() ? String(Int(self)) : String(self) }
}
