import Harness

/// Many endpoints, in a file with a line for each:
///
///     NAME URL [OPTION=VALUE …]
struct TargetsFile {
  /// One endpoint: a name, and the options of its run.
  struct Entry {
    let name: String
    let options: [(name: String, value: String)]
  }

  let entries: [Entry]

  /// Reads a file; a part of it where a shard is asked for.
  init(_ path: String, shard: Shard?) throws {
    guard let bytes = try NamedFile.read(path) else {
      throw UsageError("there is no file \(path) of targets: a line is NAME URL [OPTION=VALUE …]")
    }
    var entries: [Entry] = []
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let name = words.first, !name.hasPrefix("#") else { continue }
      func wrong(_ what: String) -> UsageError {
        UsageError("\(path):\(index + 1): \(what); a line is NAME URL [OPTION=VALUE …]")
      }
      guard words.count > 1, words[1].contains("://") else { throw wrong("it has no URL") }
      guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }),
        name.first != "."
      else { throw wrong("`\(name)` is no name: it may hold letters, digits and - _ .") }
      guard name != "latest" else { throw wrong("`latest` is where the latest run is found") }
      guard !entries.contains(where: { $0.name == name }) else {
        throw wrong("`\(name)` is there twice")
      }
      var options = [(name: "endpoint", value: words[1])]
      for word in words.dropFirst(2) {
        // A run is kept below the folder of all, under its target's name.
        if word.hasPrefix("reports=") {
          throw wrong("`reports` is for all: --reports DIR keeps this one in DIR/\(name)")
        }
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let option = Command.run.options.first { $0.name == parts[0] }
        guard let option, option.value != nil || parts.count == 1,
          !["endpoint", "targets", "shard"].contains(option.name)
        else { throw wrong("`\(word)` is no option of `conformance run`, without its dashes") }
        guard parts.count == 1 || !parts[1].isEmpty else { throw wrong("`\(word)` has no value") }
        options.append((option.name, parts.count == 2 ? String(parts[1]) : "true"))
      }
      entries.append(Entry(name: name, options: options))
    }
    guard !entries.isEmpty else { throw UsageError("\(path) names no endpoint") }
    self.entries = entries.enumerated().filter { shard?.takes($0.offset) ?? true }.map(\.element)
    if self.entries.isEmpty { throw UsageError("\(path) has fewer endpoints than shards") }
  }
}
