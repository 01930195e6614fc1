import CCurl
import Transcripts

/// What this build is.
enum Version {
  static let current = "0.1.0"

  /// The harness as a run record names it.
  static var json: JSON {
    [
      "name": "conformance",
      "version": .string(current),
      "libcurl": .string(String(cString: curl_version())),
    ]
  }
}
