import Harness

/// A file of endpoints, one per line:
///
///     NAME URL [OPTION=VALUE …]
struct TargetsFile {
  /// One endpoint: a name, and the options of its run.
  struct Entry {
    let name: String
    let options: [(name: String, value: String)]
  }

  let entries: [Entry]

  /// Reads a file, or a shard of it.
  init(_ path: String, shard: Shard?) throws {
    guard let bytes = try NamedFile.read(path) else {
      throw UsageError(
        "the targets file \(path) does not exist; a line is NAME URL [OPTION=VALUE …]")
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
      // The name becomes a folder, which must not be hidden or in another folder.
      guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }),
        name.first != "."
      else { throw wrong("`\(name)` is not a valid name: use letters, digits and - _ .") }
      guard name != "latest" else {
        throw wrong("`latest` is reserved for the link to the latest run")
      }
      guard !entries.contains(where: { $0.name == name }) else {
        throw wrong("the name `\(name)` is used twice")
      }
      var options = [(name: "endpoint", value: words[1])]
      for word in words.dropFirst(2) {
        // Each target has a folder with its name in the common folder.
        if word.hasPrefix("reports=") {
          throw wrong("`reports` is for all targets: --reports DIR puts this one in DIR/\(name)")
        }
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let option = Command.run.options.first { $0.name == parts[0] }
        guard let option, option.value != nil || parts.count == 1,
          !["endpoint", "targets", "shard"].contains(option.name)
        else {
          throw wrong("`\(word)` is not an option of `conformance run` (written without dashes)")
        }
        guard parts.count == 1 || !parts[1].isEmpty else { throw wrong("`\(word)` has no value") }
        options.append((option.name, parts.count == 2 ? String(parts[1]) : "true"))
      }
      entries.append(Entry(name: name, options: options))
    }
    guard !entries.isEmpty else { throw UsageError("\(path) contains no endpoint") }
    // Selected last, so that every shard reports invalid lines in all of the file.
    self.entries = entries.enumerated().filter { shard?.contains(index: $0.offset) ?? true }.map(
      \.element)
    if self.entries.isEmpty { throw UsageError("\(path) has fewer endpoints than shards") }
  }
}
