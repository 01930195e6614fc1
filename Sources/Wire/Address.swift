internal import CCurl

/// A URL parsed by curl, so that the compared origin is the one that curl connects to.
final class Address {
  /// The parsed URL for curl.
  let handle: OpaquePointer
  /// The origin of the URL.
  let origin: Origin

  /// Parses an absolute `http` or `https` URL without user name and password.
  init(_ url: String) throws(WireProblem) {
    // C strings end at a NUL, so curl would connect to a different URL.
    guard !url.utf8.contains(0) else { throw WireProblem("the URL contains a NUL character") }
    guard let handle = curl_url() else { throw WireProblem("out of memory") }
    self.handle = handle
    do {
      origin = try Self.parse(url, into: handle)
    } catch {
      curl_url_cleanup(handle)
      throw error
    }
  }

  deinit {
    curl_url_cleanup(handle)
  }

  /// Rejects URLs with credentials, which curl would send to the host.
  private static func parse(_ url: String, into handle: OpaquePointer) throws(WireProblem)
    -> Origin
  {
    // Keep dot segments: a case may request them.
    let flags = UInt32(CURLU_DISALLOW_USER | CURLU_PATH_AS_IS)
    let parsed = curl_url_set(handle, CURLUPART_URL, url, flags)
    guard parsed == CURLUE_OK else { throw problem(parsed) }
    let scheme = try part(CURLUPART_SCHEME, of: handle)
    guard scheme == "http" || scheme == "https" else { throw problem(CURLUE_UNSUPPORTED_SCHEME) }
    var host = try part(CURLUPART_HOST, of: handle, UInt32(CURLU_PUNYCODE)).lowercased()
    // The same link-local address in two zones is two hosts.
    if let zone = try? part(CURLUPART_ZONEID, of: handle) { host += "%\(zone)" }
    // With the default port, `http://h` and `http://h:80` are the same origin.
    let port = try part(CURLUPART_PORT, of: handle, UInt32(CURLU_DEFAULT_PORT))
    guard let number = UInt16(port), !host.isEmpty else { throw problem(CURLUE_MALFORMED_INPUT) }
    return Origin(scheme: scheme, host: host, port: number)
  }

  private static func part(_ part: CURLUPart, of handle: OpaquePointer, _ flags: UInt32 = 0)
    throws(WireProblem) -> String
  {
    var text: UnsafeMutablePointer<CChar>?
    let code = curl_url_get(handle, part, &text, flags)
    defer { curl_free(text) }
    guard code == CURLUE_OK, let text else { throw problem(code) }
    return String(cString: text)
  }

  private static func problem(_ code: CURLUcode) -> WireProblem {
    switch code {
    case CURLUE_USER_NOT_ALLOWED:
      WireProblem("the URL contains a user name or password, which is not supported")
    case CURLUE_BAD_SCHEME, CURLUE_UNSUPPORTED_SCHEME:
      WireProblem("the URL does not begin with http:// or https://")
    case CURLUE_NO_HOST:
      WireProblem("the URL has no host")
    default:
      WireProblem("the URL cannot be read: \(String(cString: curl_url_strerror(code)))")
    }
  }
}
