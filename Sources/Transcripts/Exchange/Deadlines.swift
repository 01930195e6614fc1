/// The maximum duration of each phase of an exchange, in seconds.
public struct Deadlines: Sendable, Equatable {
  /// Until the connection is established, including TLS.
  public var connect: Double
  /// From the start to the first byte of the answer.
  public var firstByte: Double
  /// Between two bytes of the answer.
  public var idle: Double
  /// For the complete exchange.
  public var total: Double
  /// From the end marker of an answer to its end.
  public var closing = 3.0

  /// Limits every phase to a number of seconds.
  public mutating func end(within seconds: Double) {
    connect = min(connect, seconds)
    firstByte = min(firstByte, seconds)
    idle = min(idle, seconds)
    total = min(total, seconds)
  }

  /// Sets the total, which also limits every phase.
  public init(total: Double) {
    self.init(connect: min(10, total), firstByte: total, idle: total, total: total)
  }

  /// Reads `120`, or phases such as `connect=5,first=300,idle=60,total=900`; nil for anything else.
  public init?(_ text: String) {
    if let total = Self.seconds(text) {
      self.init(total: total)
      return
    }
    var given: [String: Double] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: "=", omittingEmptySubsequences: false)
      guard words.count == 2, let seconds = Self.seconds(String(words[1])),
        ["connect", "first", "idle", "total"].contains(words[0]), given[String(words[0])] == nil
      else { return nil }
      given[String(words[0])] = seconds
    }
    let isPhased = given["first"] != nil || given["idle"] != nil
    let total =
      given["total"] ?? (isPhased ? (given["first"] ?? 120) + (given["idle"] ?? 120) : 120)
    self.init(
      connect: min(given["connect"] ?? 10, total), firstByte: min(given["first"] ?? 120, total),
      idle: min(given["idle"] ?? 120, total), total: total)
  }

  private static func seconds(_ text: String) -> Double? {
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let number = Double(text),
      (0.1...86_400).contains(number)
    else { return nil }
    return number
  }

  /// Sets each phase; the total limits them all.
  public init(
    connect: Double = 10, firstByte: Double = 120, idle: Double = 120, total: Double = 120
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
  }
}
