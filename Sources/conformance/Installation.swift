import FoundationEssentials
import Harness

/// The files that belong to this executable, where a package installs them or a build leaves them.
enum Installation {
  /// This executable.
  private static var executable: URL {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: path ?? CommandLine.arguments[0])
  }

  private static var folder: URL { executable.deletingLastPathComponent() }

  /// The folder of the built-in suites.
  static func suites() throws(UsageError) -> String {
    var folder = folder
    var tried = [
      folder.appending(path: "suites").path,
      folder.deletingLastPathComponent().appending(path: "share/conformance/suites").path,
    ]
    // A build is in a folder below `.build` of the package.
    for _ in 0..<6 where folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
        tried.append(folder.appending(path: "suites").path)
      }
    }
    // Another program may also have a folder `suites`.
    for path in tried where FileManager.default.fileExists(atPath: "\(path)/preflight.jq") {
      return path
    }
    throw UsageError(
      "the suites are missing; searched \(tried.joined(separator: ", "))\n"
        + "  Run `make install PREFIX=…`, or copy the folder `suites` of the sources to one of these"
    )
  }

  /// The executable of jq workers.
  static func worker() throws(UsageError) -> String {
    let tried = [
      folder.appending(path: "jq-worker").path,
      folder.deletingLastPathComponent().appending(path: "libexec/conformance/jq-worker").path,
    ]
    for path in tried where FileManager.default.isExecutableFile(atPath: path) { return path }
    throw UsageError(
      "the program jq-worker is missing; searched \(tried.joined(separator: ", "))\n"
        + "  Run `make install PREFIX=…`, or `swift build`")
  }

  /// The prepared folder that is installed next to suites with a digest.
  static func installed(for suites: String, digest: String) -> PreparedFolder {
    let parent = URL(filePath: suites).deletingLastPathComponent().appending(path: "prepared")
    return PreparedFolder(below: parent.path, for: suites, digest: digest, isShared: true)
  }

  /// The prepared folder for suites with a digest in the cache of the user; nil without a home.
  static func cached(for suites: String, digest: String, _ arguments: Arguments) -> PreparedFolder?
  {
    let cache =
      if let cache = arguments.variable("XDG_CACHE_HOME"), cache.hasPrefix("/") {
        "\(cache)/conformance"
      } else {
        arguments.variable("HOME").map { "\($0)/.cache/conformance" }
      }
    return cache.map { PreparedFolder(below: $0, for: suites, digest: digest) }
  }
}
