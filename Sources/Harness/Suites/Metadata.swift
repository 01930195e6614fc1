internal import FoundationEssentials
internal import JSONText
internal import Transcripts

/// Reads the constants in the `module {…}` of a file and collects problems that name the key.
struct Metadata {
  let file: String
  let json: JSON
  private(set) var problems: [SuiteProblem] = []
  /// The name of the object that contains the keys, in messages.
  private let name: String

  /// Notes a problem for each unknown key.
  init(_ json: JSON, of file: String, keys: [String], called name: String = "`module`") {
    self.json = json
    self.name = name
    self.file = file
    for member in json.object ?? [] where !(Self.added + keys).contains(member.key) {
      let meant = member.key.nearest(of: keys).map { "Perhaps `\($0)` is meant. " } ?? ""
      complain(
        about: member.key, "\(name) has no key `\(member.key)`",
        "\(meant)Known keys: \(keys.joined(separator: ", ")).")
    }
  }

  /// The keys that libjq adds (the second since 1.7).
  private static let added = ["deps", "defs"]

  /// Adds a problem at the line of a key, or at the beginning of the metadata.
  mutating func complain(about key: String? = nil, _ what: String, _ remedy: String) {
    problems.append(
      SuiteProblem(
        file: file, line: Self.line(of: key ?? "module", in: file), what: what, remedy: remedy))
  }

  /// Reads a required text.
  mutating func text(_ key: String, why: String) -> String {
    guard let text = json[key]?.string, !text.isEmpty else {
      complain("\(name) has no text `\(key)`", "Add `\(key): \"…\"`: \(why).")
      return ""
    }
    return text
  }

  /// Reads an optional list of texts; a single text is a list with one element.
  mutating func texts(_ key: String) -> [String] {
    guard let value = json[key] else { return [] }
    if let text = value.string { return [text] }
    guard let texts = value.array?.map(\.string), !texts.contains(nil) else {
      complain(about: key, "`\(key)` is not a list of texts", "Write `\(key): [\"…\"]`.")
      return []
    }
    return texts.compactMap(\.self)
  }

  /// Reads the harms of a failure: sentences or objects.
  mutating func harms(_ key: String) -> [Harm] {
    guard let value = json[key] else { return [] }
    let harms = (value.array ?? [value]).map(Harm.init)
    guard !harms.contains(nil) else {
      complain(
        about: key, "`\(key)` contains something other than sentences and harms",
        "Write `\(key): [{program: \"…\", does: \"…\"}]`; keys: \(Harm.keys.joined(separator: ", "))."
      )
      return []
    }
    return harms.compactMap(\.self)
  }

  /// Reads one of the words of an enumeration, or the fallback if the key is missing.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, orElse fallback: Word? = nil
  ) -> Word? where Word.RawValue == String {
    if let word = json[key]?.string.flatMap(Word.init(rawValue:)) { return word }
    if json[key] == nil, let fallback { return fallback }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    complain(
      about: key, "`\(key)` is \(json[key]?.text ?? "absent")", "It must be one of \(words).")
    return nil
  }

  /// The line of a key in a file, or the line where the metadata begins.
  static func line(of key: String, in file: String) -> Int? {
    guard let bytes = FileManager.default.contents(atPath: file) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    // The word as a key, not as a part of another word or of a text.
    func first(_ word: String) -> Int? {
      lines.firstIndex { line in
        guard let found = line.firstRange(of: word) else { return false }
        let before = line[..<found.lowerBound].last
        let after = line[found.upperBound...].first { !$0.isWhitespace && $0 != "\"" }
        return before?.isLetter != true && (after == ":" || after == "{")
      }.map { $0 + 1 }
    }
    return first(key) ?? first("module")
  }
}
