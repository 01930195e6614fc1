internal import Transcripts

/// On whose behalf requests are sent.
struct Sender: Sendable {
  /// The only origin that gets the key.
  let origin: Origin
  /// The target's key.
  let key: Secret?
  /// The value of the `User-Agent` header.
  let userAgent: String
  /// A file of certificates to trust instead of the system's.
  let certificates: String?

  /// The value of the `Authorization` header that a request calls for, if it does.
  func authorization(for request: Request, to destination: Origin) -> String? {
    guard let key, request.authorized, destination == origin, !request.has("Authorization") else {
      return nil
    }
    return "Bearer \(key.exposed)"
  }
}
