import Reports
import Wire

/// A base URL as a command line may give it, held against what can be asked.
struct EndpointURL {
  let origin: Origin

  init(_ text: String) throws(UsageError) {
    let authority = Self.authority(of: text)
    if authority.contains("@") { throw Self.holdsUser }
    if text.contains("?") || text.contains("#") {
      throw UsageError(
        "--endpoint is a base URL, to which paths are appended: leave out `?` and `#`")
    }
    if text.contains("://"), authority.isEmpty || authority.hasPrefix(":") {
      throw UsageError("--endpoint \(text.printable) names no host")
    }
    guard authority.utf8.allSatisfy({ $0 < 128 }) else {
      throw UsageError(
        "the host of --endpoint \(text.printable) goes beyond ASCII: write it as the DNS does, xn--…"
      )
    }
    do throws(WireProblem) {
      origin = try Origin(url: text)
    } catch {
      // What cannot be read may hold a password where we do not look for one.
      if text.contains("@") { throw Self.holdsUser }
      throw UsageError("--endpoint \(text.printable) cannot be used: \(error)")
    }
  }

  private static let holdsUser = UsageError(
    "--endpoint holds a user name or password: leave it out; a key goes by --api-key-env VAR")

  /// What stands between the scheme and the path.
  private static func authority(of text: String) -> Substring {
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    return rest.prefix { !"/?#".contains($0) }
  }
}
