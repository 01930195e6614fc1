internal import CCurl
internal import Transcripts

/// A curl easy handle for one exchange, with everything that must live as long as the handle.
final class Easy {
  /// The handle.
  let handle: UnsafeMutableRawPointer
  /// The origin of the request.
  let origin: Origin
  private let address: Address
  private let recorder: Recorder
  /// curl writes to the buffer and reads the list below until the handle is cleaned up.
  private let errorBuffer: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?

  /// Prepares a request; the recorder receives its events.
  init(_ order: Order, sender: Sender, recorder: Recorder) throws(WireProblem) {
    let request = order.request
    let address = try Address(request.url)
    let head = try RequestHead(
      of: request, authorization: sender.authorization(for: request, to: address.origin),
      userAgent: sender.userAgent)
    guard let handle = curl_easy_init() else { throw WireProblem("out of memory") }
    self.handle = handle
    self.address = address
    self.recorder = recorder
    origin = address.origin
    errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try setUp(order, sender)
    if order.isApart { try set(CURLOPT_FRESH_CONNECT, 1) }
    try setHeaders(head.lines)
    try setBody(of: request)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headers)
    errorBuffer.deallocate()
  }

  /// The error message of curl.
  func message(about code: CURLcode) -> String {
    let text = String(cString: errorBuffer)
    return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
  }

  /// A time measured by curl in milliseconds; nil if the phase was not reached.
  func milliseconds(_ info: CURLINFO) -> Double? {
    let value = ccurl_get_size(handle, info)
    return value > 0 ? Double(value) / 1000 : nil
  }

  /// A number reported by curl, or 0.
  func number(_ info: CURLINFO) -> Int { ccurl_get_number(handle, info) }

  /// A text reported by curl; nil if empty.
  func text(_ info: CURLINFO) -> String? {
    guard let text = ccurl_get_text(handle, info), text.pointee != 0 else { return nil }
    return String(cString: text)
  }

  private func setUp(_ order: Order, _ sender: Sender) throws(WireProblem) {
    let request = order.request
    try check(ccurl_set_url(handle, address.handle))
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(
      CURLOPT_HTTP_VERSION, request.isHTTP11 ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS)
    // An answer without a status line is a broken answer, not HTTP/0.9.
    try set(CURLOPT_HTTP09_ALLOWED, 0)
    // The user's .netrc must not add credentials.
    try set(CURLOPT_NETRC, ccurl_netrc_ignored)
    // curl's signals are not safe in a process with several threads.
    try set(CURLOPT_NOSIGNAL, 1)
    // Without it, cancelling a slow DNS lookup would block all other exchanges.
    try set(CURLOPT_QUICK_EXIT, 1)
    // Many servers close a connection that is idle for 5 s, and clients such as undici reuse none after 4 s.
    try set(CURLOPT_MAXAGE_CONN, 4)
    // 0 would mean curl's default of five minutes.
    try set(CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(order.bounds.deadlines.connect.milliseconds)))
    // A request to this machine, and above all its key, must not reach a proxy.
    if origin.isLoopback { try set(CURLOPT_NOPROXY, "*") }
    // Otherwise, a proxy's answer to CONNECT would be recorded as the head of the answer.
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // The headers, above all the key, are for the endpoint and not for a proxy.
    try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    if let file = sender.certificates { try set(CURLOPT_CAINFO, file) }
    // A coding that the request accepts is decoded.
    if let codings = request.codings { try set(CURLOPT_ACCEPT_ENCODING, codings) }

    let context = Unmanaged.passUnretained(recorder).toOpaque()
    try check(ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorBuffer))
    try check(ccurl_set_pointer(handle, CURLOPT_DEBUGDATA, context))
    try check(ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context))
    try check(ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context))
    try check(ccurl_set_debug_callback(handle, Callbacks.debug))
    try check(ccurl_set_bytes_callback(handle, CURLOPT_HEADERFUNCTION, Callbacks.line))
    try check(ccurl_set_bytes_callback(handle, CURLOPT_WRITEFUNCTION, Callbacks.body))
    // curl calls the debug callback only in verbose mode.
    try set(CURLOPT_VERBOSE, 1)
  }

  private func setHeaders(_ lines: [String]) throws(WireProblem) {
    for line in lines {
      guard let longer = curl_slist_append(headers, line) else {
        throw WireProblem("out of memory")
      }
      headers = longer
    }
    try check(ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers))
  }

  private func setBody(of request: Request) throws(WireProblem) {
    let hasBody = !request.body.isEmpty
    switch request.method {
    case "HEAD" where hasBody:
      throw WireProblem("a HEAD request with a body cannot be sent")
    case "HEAD":
      try set(CURLOPT_NOBODY, 1)
    case _ where hasBody, "POST", "PUT", "PATCH":
      try set(CURLOPT_POSTFIELDSIZE_LARGE, size: request.body.count)
      let code = request.body.withUnsafeBytes { bytes in
        // Without a pointer, curl would read the body from standard input.
        bytes.isEmpty
          ? ccurl_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
          : ccurl_set_pointer(
            handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      }
      try check(code)
      if request.method != "POST" { try set(CURLOPT_CUSTOMREQUEST, request.method) }
    case "GET":
      try set(CURLOPT_HTTPGET, 1)
    default:
      try set(CURLOPT_CUSTOMREQUEST, request.method)
    }
  }

  private func set(_ option: CURLoption, _ value: Int) throws(WireProblem) {
    try check(ccurl_set_number(handle, option, value))
  }

  private func set(_ option: CURLoption, size: Int) throws(WireProblem) {
    try check(ccurl_set_size(handle, option, Int64(size)))
  }

  private func set(_ option: CURLoption, _ value: String) throws(WireProblem) {
    try check(ccurl_set_text(handle, option, value))
  }

  private func check(_ code: CURLcode) throws(WireProblem) {
    guard code == CURLE_OK else {
      throw WireProblem("curl refuses the request: \(String(cString: curl_easy_strerror(code)))")
    }
  }
}
