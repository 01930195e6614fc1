internal import Glibc

/// Where a URL leads: scheme, host and port, as curl reads them.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// The host name or address in lower case; IPv6 addresses in brackets.
  public let host: String
  /// The port, the scheme's own unless the URL names another.
  public let port: UInt16

  init(scheme: String, host: String, port: UInt16) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// Reads the origin of an absolute URL; one that holds a user name or password is refused.
  public init(url: String) throws(WireProblem) {
    self = try Address(url).origin
  }

  /// Whether it is this very machine, so that nothing travels over a network.
  public var isLoopback: Bool {
    if host == "localhost" { return true }
    if host.hasPrefix("["), host.hasSuffix("]") {
      var address = in6_addr()
      guard inet_pton(AF_INET6, String(host.dropFirst().dropLast()), &address) == 1 else {
        return false
      }
      return withUnsafeBytes(of: address) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }
    var address = in_addr()
    guard inet_pton(AF_INET, host, &address) == 1 else { return false }
    return withUnsafeBytes(of: address) { $0.first == 127 }
  }

  /// The origin as a URL, its port always spelled out.
  public var description: String { "\(scheme)://\(host):\(port)" }
}
