import JSONText
import Reports
import Wire

/// A base URL from the command line, validated.
struct EndpointURL {
  let origin: Origin

  /// Looks for credentials first, so that no other message repeats them.
  init(_ text: String) throws(UsageError) {
    let authority = Self.authority(of: text)
    if authority.contains("@") { throw Self.holdsUser }
    if text.contains("?") || text.contains("#") {
      throw UsageError(
        "--endpoint is a base URL, to which paths are appended: remove `?` and `#`")
    }
    if text.contains("://"), authority.isEmpty || authority.hasPrefix(":") {
      throw UsageError("--endpoint \(text.printable) has no host")
    }
    guard authority.utf8.allSatisfy({ $0 < 128 }) else {
      throw UsageError(
        "the host of --endpoint \(text.printable) is not ASCII: use its punycode form, xn--…"
      )
    }
    do throws(WireProblem) {
      origin = try Origin(url: text)
    } catch {
      // A URL that cannot be parsed may contain a password in an unexpected place.
      if text.contains("@") { throw Self.holdsUser }
      throw UsageError("--endpoint \(text.printable) is not usable: \(error)")
    }
  }

  private static let holdsUser = UsageError(
    "--endpoint contains a user name or password: remove it, and pass a key with --api-key-env VAR")

  /// The part between the scheme and the path.
  private static func authority(of text: String) -> Substring {
    let afterScheme = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    return afterScheme.prefix { !"/?#".contains($0) }
  }
}
