import CCurl
import JSONText
import Transcripts

/// What this build is.
enum Version {
  static let current = "0.1.0"

  /// The harness as a run record names it, with a sum over its suites.
  static func json(suites: String) -> JSON {
    [
      "name": "conformance",
      "version": .string(current),
      "libcurl": .string(String(cString: curl_version())),
      "suites": .string(suites),
    ]
  }
}
