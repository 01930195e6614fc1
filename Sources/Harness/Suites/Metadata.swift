internal import FoundationEssentials
internal import Transcripts

/// The constants in the `module {…}` of a file, read with complaints that name the key.
struct Metadata {
  let file: String
  let json: JSON
  private(set) var problems: [SuiteProblem] = []
  /// What the keys stand in, as their author knows it.
  private let name: String

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

  /// What libjq itself adds, the second since 1.7.
  private static let added = ["deps", "defs"]

  /// Notes a problem at the line where a key stands, or where the metadata begins.
  mutating func complain(about key: String? = nil, _ what: String, _ remedy: String) {
    problems.append(
      SuiteProblem(
        file: file, line: Self.line(of: key ?? "module", in: file), what: what, remedy: remedy))
  }

  /// A text that must be there.
  mutating func text(_ key: String, why: String) -> String {
    guard let text = json[key]?.string, !text.isEmpty else {
      complain("\(name) has no text `\(key)`", "Add `\(key): \"…\"`: \(why).")
      return ""
    }
    return text
  }

  /// A list of texts that may be absent; one text stands for a list of one.
  mutating func texts(_ key: String) -> [String] {
    guard let value = json[key] else { return [] }
    if let one = value.string { return [one] }
    guard let texts = value.array?.map(\.string), !texts.contains(nil) else {
      complain(about: key, "`\(key)` is not a list of texts", "Write `\(key): [\"…\"]`.")
      return []
    }
    return texts.compactMap(\.self)
  }

  /// What a failure does to clients: sentences, or objects that say more.
  mutating func harms(_ key: String) -> [Harm] {
    guard let value = json[key] else { return [] }
    let harms = (value.array ?? [value]).map(Harm.init)
    guard !harms.contains(nil) else {
      complain(
        about: key, "`\(key)` holds something else than sentences and harms",
        "Write `\(key): [{program: \"…\", does: \"…\"}]`; keys: \(Harm.keys.joined(separator: ", "))."
      )
      return []
    }
    return harms.compactMap(\.self)
  }

  /// One of some words, or the first of them where the key may be absent.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, orElse fallback: Word? = nil
  ) -> Word? where Word.RawValue == String {
    if let word = json[key]?.string.flatMap(Word.init(rawValue:)) { return word }
    if json[key] == nil, let fallback { return fallback }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    complain(about: key, "`\(key)` is \(json[key]?.text ?? "absent")", "It is one of \(words).")
    return nil
  }

  /// The line of a file where a key stands, else where the metadata begins.
  static func line(of key: String, in file: String) -> Int? {
    guard let bytes = FileManager.default.contents(atPath: file) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
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
