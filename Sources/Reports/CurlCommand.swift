internal import JSONText
internal import Transcripts

/// The curl command that repeats a request; the key stays in its environment variable.
struct CurlCommand {
  /// The words of the command with its complete body.
  private let completeWords: [String]
  /// The words of the command, with a long body read from the stored transcript.
  let words: [String]

  /// The command with its complete body.
  var whole: String { completeWords.joined(separator: " ") }
  /// The command with a long body read from the stored transcript, if there is one.
  var brief: String { words.joined(separator: " ") }

  /// Repeats the request of a transcript; nil if it has none.
  init?(of transcript: JSON, named name: String? = nil, in folder: String? = nil, key: String?) {
    guard let request = transcript["request"], let url = request["url"]?.string else { return nil }
    let method = request["method"]?.string ?? "GET"
    var words = ["curl", "-sS"]
    // -N prints the events of a stream when they arrive.
    if request["body"]?["stream"] == true { words.append("-N") }
    if method != "GET" && method != "POST" { words.append("-X \(method.quotedForShell)") }
    words.append(url.quotedForShell)
    for header in request["headers"]?.array ?? [] {
      guard let name = header["name"]?.string, let value = header["value"]?.string,
        // curl would interpret other names as options or files.
        name.first?.isLetter == true
      else { continue }
      switch name.lowercased() {
      // curl writes these headers itself.
      case "host", "accept", "content-length", "expect": continue
      case "user-agent" where value.hasPrefix("conformance/"): continue
      case "authorization":
        // A wrong key of a case can be any wrong key.
        let shown = request["keyed"] == true ? "$\(key ?? "OPENAI_API_KEY")" : "sk-wrong"
        let scheme = request["keyed"] == true || value.hasPrefix("Bearer ") ? "Bearer " : ""
        words.append("-H \"Authorization: \(scheme)\(shown)\"")
      case "accept-encoding": words.append("--compressed")
      default: words.append("-H \("\(name): \(value)".quotedForShell)")
      }
    }
    let body = request["body"].flatMap { $0.isNull ? nil : $0.text }
    guard let text = body ?? request["text"]?.string else {
      (completeWords, self.words) = (words, words)
      return
    }
    completeWords = words + ["--data-raw \(text.quotedForShell)"]
    let sent = request["headers"]?.array?.first {
      $0["name"]?.string?.lowercased() == "content-length"
    }
    if let name, let folder, let sent = sent?["value"]?.string.flatMap(Int.init),
      sent > 2 * text.utf8.count + Self.longestBody
    {
      // The request consists mostly of whitespace, which the parsed body does not have.
      let file = "\(folder)/\(name.replacing(".json", with: ".request.raw"))".quotedForShell
      self.words = [#"sed $'1,/^\r$/d'"#, file, "|"] + words + ["--data-binary @-"]
    } else if let name, let folder, text.utf8.count > Self.longestBody {
      let program = body == nil ? "-j .request.text" : "-c .request.body"
      let file = "\(folder)/\(name)".quotedForShell
      self.words = ["jq \(program)", file, "|"] + words + ["--data-binary @-"]
    } else {
      self.words = completeWords
    }
  }

  /// The maximum size in bytes of a body that ``words`` contains.
  private static let longestBody = 200
}

extension String {
  /// The text as one word of a POSIX shell; control characters, which no terminal should interpret,
  /// are escaped in a form that bash and zsh read.
  var quotedForShell: String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,")
    if !isEmpty, allSatisfy(plain.contains) { return self }
    // Every POSIX shell reads single quotes.
    if printable == self {
      return "'"
        + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
    let escaped = unicodeScalars.map { scalar in
      switch scalar {
      case "\\": #"\\"#
      case "'": #"\'"#
      case "\n": #"\n"#
      default:
        String(scalar).printable == String(scalar)
          ? String(scalar)
          : String(scalar).utf8.map { #"\x"# + (String(Int($0) + 0x100, radix: 16)).suffix(2) }
            .joined()
      }
    }
    return "$'" + escaped.joined() + "'"
  }
}
