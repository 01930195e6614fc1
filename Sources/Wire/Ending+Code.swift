internal import CCurl
internal import Transcripts

extension Ending {
  /// Maps an error code of curl and its message to an ending.
  init(_ code: CURLcode, _ message: String) {
    switch code {
    // Only the message distinguishes curl's own limits from a broken connection.
    case CURLE_RECV_ERROR where message.hasPrefix("Too large response headers"),
      CURLE_RECV_ERROR where message.hasPrefix("Out of memory in chunked-encoding"):
      self = .tooLarge
    case CURLE_OK:
      self = .complete
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING:
      self = .truncated
    case CURLE_COULDNT_CONNECT, CURLE_PROXY:
      self = .refused
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
      self = .unresolved
    case CURLE_OPERATION_TIMEDOUT:
      self = .timedOut
    case CURLE_FILESIZE_EXCEEDED, .tooLarge:
      self = .tooLarge
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED,
      CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
      self = .untrusted
    case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_URL_MALFORMAT,
      CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION, CURLE_ABORTED_BY_CALLBACK:
      self = .cancelled
    default:
      // All other codes mean that HTTP or its connection broke.
      self = .reset
    }
  }
}

extension CURLcode {
  /// CURLE_TOO_LARGE, which libcurl has since version 8.6: data beyond its own limit.
  static let tooLarge = CURLcode(rawValue: 100)
}
