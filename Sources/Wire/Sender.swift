internal import Transcripts

/// The settings that all requests of a client share.
struct Sender: Sendable {
  /// The only origin that receives the key.
  let origin: Origin
  /// The target's key.
  let key: Secret?
  /// The value of the `User-Agent` header.
  let userAgent: String
  /// A file with certificates to trust instead of the system's.
  let certificates: String?

  /// The value of the `Authorization` header of a request, if it has one.
  func authorization(for request: Request, to destination: Origin) -> String? {
    guard let key, request.authorized, destination == origin, !request.has("Authorization") else {
      return nil
    }
    return "Bearer \(key.exposed)"
  }
}
