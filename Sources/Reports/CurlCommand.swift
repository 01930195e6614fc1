internal import Transcripts

/// The command that sends a request again, for people who know curl and jq. The key stays in its
/// variable.
struct CurlCommand {
  /// The words of the command with all of the body in it.
  private let wholeWords: [String]
  /// The words of the command with the body taken from the transcript, where the run is kept.
  let words: [String]

  /// The command with all of the body in it.
  var whole: String { wholeWords.joined(separator: " ") }
  /// The command with the body taken from the transcript, where the run is kept; else as ``whole``.
  var brief: String { words.joined(separator: " ") }

  /// Repeats the request of a transcript; nil where none was made.
  init?(of transcript: JSON, named name: String? = nil, in folder: String? = nil, key: String?) {
    guard let request = transcript["request"], let url = request["url"]?.string else { return nil }
    let method = request["method"]?.string ?? "GET"
    var words = ["curl", "-sS"]
    if request["body"]?["stream"] == true { words.append("-N") }
    if method != "GET" && method != "POST" { words.append("-X \(method.quotedForShell)") }
    words.append(url.quotedForShell)
    for header in request["headers"]?.array ?? [] {
      guard let name = header["name"]?.string, let value = header["value"]?.string,
        // Of any other curl would make something else.
        name.first?.isLetter == true
      else { continue }
      switch name.lowercased() {
      case "host", "accept", "content-length", "expect": continue
      case "user-agent" where value.hasPrefix("conformance/"): continue
      case "authorization":
        // A key that the case made up is as good as any that is wrong.
        let shown = request["keyed"] == true ? "$\(key ?? "OPENAI_API_KEY")" : "sk-wrong"
        let scheme = request["keyed"] == true || value.hasPrefix("Bearer ") ? "Bearer " : ""
        words.append("-H \"Authorization: \(scheme)\(shown)\"")
      case "accept-encoding": words.append("--compressed")
      default: words.append("-H \("\(name): \(value)".quotedForShell)")
      }
    }
    let body = request["body"].flatMap { $0.isNull ? nil : $0.text }
    guard let text = body ?? request["text"]?.string else {
      (wholeWords, self.words) = (words, words)
      return
    }
    wholeWords = words + ["--data-raw \(text.quotedForShell)"]
    let sent = request["headers"]?.array?.first {
      $0["name"]?.string?.lowercased() == "content-length"
    }
    if let name, let folder, let sent = sent?["value"]?.string.flatMap(Int.init),
      sent > 2 * text.utf8.count + Self.longestBody
    {
      // Most of what was sent is white space, which the parsed body lacks.
      let file = "\(folder)/\(name.replacing(".json", with: ".request.raw"))".quotedForShell
      self.words = [#"sed $'1,/^\r$/d'"#, file, "|"] + words + ["--data-binary @-"]
    } else if let name, let folder, text.utf8.count > Self.longestBody {
      let program = body == nil ? "-j .request.text" : "-c .request.body"
      let file = "\(folder)/\(name)".quotedForShell
      self.words = ["jq \(program)", file, "|"] + words + ["--data-binary @-"]
    } else {
      self.words = wholeWords
    }
  }

  /// The most bytes of a body that ``words`` spell out.
  private static let longestBody = 200
}

extension String {
  /// The text as one word of a POSIX shell; control characters, which no terminal should act on, in
  /// a form that bash and zsh read.
  var quotedForShell: String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,")
    if !isEmpty, allSatisfy(plain.contains) { return self }
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
