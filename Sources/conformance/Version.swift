import CCurl
import JSONText
import Transcripts

/// The version of this build.
enum Version {
  static let current = "0.1.0"

  /// The `harness` of a run record, with the checksum of the suites.
  static func json(suites: String) -> JSON {
    [
      "name": "conformance",
      "version": .string(current),
      "libcurl": .string(String(cString: curl_version())),
      "suites": .string(suites),
    ]
  }
}
