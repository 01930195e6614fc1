import Harness

/// The words of a command line, held against the options of its command.
struct Arguments {
  private var values: [String: [String]] = [:]
  private(set) var operands: [String] = []
  private let command: Command
  private let environment: [String: String]

  /// The words after the command's name, with environment variables standing in for options.
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
      let name = String(parts[0].drop { $0 == "-" })
      guard let option = command.options.first(where: { $0.name == name }) else {
        throw UsageError.unknown(String(parts[0]), of: command)
      }
      if option.value == nil {
        guard parts.count == 1 else {
          throw UsageError("--\(name) is a switch and takes no value")
        }
        values[name] = ["true"]
        continue
      }
      guard let value = parts.count == 2 ? String(parts[1]) : words.popFirst(), !value.isEmpty
      else {
        throw UsageError("--\(name) wants a value: --\(name) \(option.value ?? "")")
      }
      if values[name] != nil && !option.repeats {
        throw UsageError("--\(name) is given twice; it takes one value")
      }
      values[name, default: []].append(value)
    }
    let isOpen = command.operands.last?.hasSuffix("…") ?? false
    guard isOpen || operands.count <= command.operands.count else {
      throw UsageError(
        "`\(operands[command.operands.count])` is one word too many for `conformance \(command.name)`"
      )
    }
    for option in command.options where values[option.name] == nil {
      guard let value = environment[option.variable] else { continue }
      if value.isEmpty {
        if option.isTarget { throw UsageError.empty(option.variable) }
        continue
      }
      if option.value == nil {
        switch value.lowercased() {
        case "1", "true", "yes", "on": values[option.name] = ["true"]
        case "0", "false", "no", "off": break
        default: throw UsageError("\(option.variable) is `\(value)`; it takes 1 or 0")
        }
      } else {
        values[option.name] =
          option.repeats ? value.split(separator: ",").map(String.init) : [value]
      }
    }
  }

  /// The same with other values for some options.
  func setting(_ options: [(name: String, value: String)], without others: [String] = []) -> Self {
    var changed = self
    for name in others + options.map(\.name) { changed.values[name] = nil }
    for option in options { changed.values[option.name, default: []].append(option.value) }
    return changed
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  func all(_ name: String) -> [String] { values[name] ?? [] }

  func value(_ name: String) -> String? { values[name]?.last }

  /// A number within bounds.
  func number(_ name: String, orElse fallback: Double, in range: ClosedRange<Double>)
    throws(UsageError) -> Double
  {
    guard let text = value(name) else { return fallback }
    // `Double` reads more than people mean: 0x10, 1e3, inf.
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let number = Double(text), range.contains(number)
    else {
      throw UsageError(
        "--\(name) is `\(text)`; it takes a number from \(range.lowerBound.short) to \(range.upperBound.short)"
      )
    }
    return number
  }

  /// A whole number within bounds; nil where none is given.
  func count(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(name) else { return nil }
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(text),
      range.contains(count)
    else {
      throw UsageError(
        "--\(name) is `\(text)`; it takes a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return count
  }

  /// The only operand, which must be there.
  func operand() throws(UsageError) -> String {
    guard let operand = operands.first else {
      throw UsageError(
        "`conformance \(command.name)` wants \(command.operands.joined(separator: " "))")
    }
    return operand
  }

  /// The operand at a place; nil where fewer are given.
  func operand(at index: Int) -> String? { index < operands.count ? operands[index] : nil }

  /// The words that an option allows; nil where none is given.
  func word<Word: RawRepresentable & CaseIterable>(_ name: String, of _: Word.Type)
    throws(UsageError)
    -> Word? where Word.RawValue == String
  {
    guard let text = value(name) else { return nil }
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("--\(name) is `\(text)`; it takes one of: \(known)")
    }
    return word
  }

  /// The value of the variable that an option names; what is no name may be the key itself, and is
  /// not repeated.
  func namedVariable(_ option: String, _ name: String) throws(UsageError) -> String {
    let isName =
      name.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0))
      } && name.first?.isNumber == false
    guard isName else {
      throw UsageError(
        "--\(option) takes the name of a variable, such as LLM_KEY, and not the key itself")
    }
    guard let value = variable(name) else {
      // What does not look much like a variable may be a key after all.
      let looksLikeOne = name == name.uppercased() && name.contains("_")
      let shown = looksLikeOne ? "\(name), which" : "a variable that"
      throw UsageError("--\(option) names \(shown) is not set or empty: export it first")
    }
    return value
  }

  /// A variable of the environment; nil where it is not set or empty.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether a variable is set and says nothing.
  func isEmpty(_ name: String) -> Bool { environment[name]?.isEmpty == true }
}

extension Double {
  /// The number without decimals that say nothing.
  fileprivate var short: String { self == rounded() ? String(Int(self)) : String(self) }
}
