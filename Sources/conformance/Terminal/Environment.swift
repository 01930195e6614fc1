import Glibc

/// The environment variables of the process.
enum Environment {
  /// Read once; if a name is repeated, the last value applies.
  static let all: [String: String] = {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee.map({ String(cString: $0) }) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      variables[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
      entry += 1
    }
    return variables
  }()
}
