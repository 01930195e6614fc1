internal import Transcripts

/// The header lines of a request in the notation of curl, each checked to be one line.
struct RequestHead {
  /// The lines in the order of the request.
  private(set) var lines: [String] = []

  /// Adds headers that the request does not have.
  init(of request: Request, authorization: String?, userAgent: String) throws(WireProblem) {
    guard Self.isToken(request.method) else {
      throw WireProblem("the method \(String(reflecting: request.method)) is not a token")
    }
    // curl writes this header itself if it decodes the body.
    for header in request.headers where request.codings == nil || !header.isAcceptEncoding {
      try add(header)
    }
    if let authorization { try add(Header("Authorization", authorization)) }
    if !request.has("User-Agent") { try add(Header("User-Agent", userAgent)) }
    // A name with a colon and no value stops curl from adding its own header.
    if !request.has("Expect") { lines.append("Expect:") }
    if !request.has("Content-Type") { lines.append("Content-Type:") }
  }

  private mutating func add(_ header: Header) throws(WireProblem) {
    let name = String(reflecting: header.name)
    guard Self.isToken(header.name) else {
      throw WireProblem("the header \(name) cannot be sent: its name is not a token")
    }
    guard !header.value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
      throw WireProblem("the header \(name) cannot be sent: its value contains a CR, LF or NUL")
    }
    // curl drops a header without a value, but sends one that ends with a semicolon.
    let isBlank = header.value.utf8.allSatisfy { $0 == 32 || $0 == 9 }
    lines.append(isBlank ? "\(header.name);" : "\(header.name): \(header.value)")
  }

  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default:
          "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}

extension Header {
  fileprivate var isAcceptEncoding: Bool { name.lowercased() == "accept-encoding" }
}

extension Request {
  /// The content codings that the request accepts; nil if it does not specify them.
  var codings: String? {
    headers.first { $0.isAcceptEncoding && !$0.value.isEmpty }?.value
  }

  /// Whether the request sets a header, in any case.
  func has(_ name: String) -> Bool {
    let wanted = name.lowercased()
    return headers.contains { $0.name.lowercased() == wanted }
  }
}
