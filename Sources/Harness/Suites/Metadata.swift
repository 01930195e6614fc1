internal import Transcripts

/// The constants in the `module {…}` of a file, read with complaints that name the key.
struct Metadata {
  let file: String
  let json: JSON
  private(set) var problems: [SuiteProblem] = []

  init(_ json: JSON, of file: String, keys: [String]) {
    self.json = json
    self.file = file
    for member in json.object ?? [] where member.key != "deps" && !keys.contains(member.key) {
      let meant = member.key.nearest(of: keys).map { "Perhaps `\($0)` is meant. " } ?? ""
      complain(
        "`module` has no key `\(member.key)`",
        "\(meant)Known keys: \(keys.joined(separator: ", ")).")
    }
  }

  mutating func complain(_ what: String, _ remedy: String) {
    problems.append(SuiteProblem(file: file, what: what, remedy: remedy))
  }

  /// A text that must be there.
  mutating func text(_ key: String, why: String) -> String {
    guard let text = json[key]?.string, !text.isEmpty else {
      complain("`module` has no text `\(key)`", "Add `\(key): \"…\"`: \(why).")
      return ""
    }
    return text
  }

  /// A list of texts that may be absent; one text stands for a list of one.
  mutating func texts(_ key: String) -> [String] {
    guard let value = json[key] else { return [] }
    if let one = value.string { return [one] }
    guard let texts = value.array?.map(\.string), !texts.contains(nil) else {
      complain("`\(key)` is not a list of texts", "Write `\(key): [\"…\"]`.")
      return []
    }
    return texts.compactMap(\.self)
  }

  /// One of some words, or the first of them where the key may be absent.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, orElse fallback: Word? = nil
  ) -> Word? where Word.RawValue == String {
    if let word = json[key]?.string.flatMap(Word.init(rawValue:)) { return word }
    if json[key] == nil, let fallback { return fallback }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    complain("`\(key)` is \(json[key]?.text ?? "absent")", "It is one of \(words).")
    return nil
  }
}
