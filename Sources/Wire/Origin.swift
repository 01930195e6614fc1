internal import Glibc

/// The scheme, host and port of a URL as curl reads them.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// The host name or address in lower case; IPv6 addresses have brackets.
  public let host: String
  /// The port; by default the port of the scheme.
  public let port: UInt16

  init(scheme: String, host: String, port: UInt16) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// Reads the origin of an absolute URL; a URL with a user name or password is rejected.
  public init(url: String) throws(WireProblem) {
    self = try Address(url).origin
  }

  /// Whether the host is this machine, so that nothing is sent over a network.
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

  /// The origin as a URL with an explicit port.
  public var description: String { "\(scheme)://\(host):\(port)" }
}
