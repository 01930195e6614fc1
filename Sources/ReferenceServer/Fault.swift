/// A deliberate defect of the server.
public struct Fault: Sendable {
  /// The name of the fault.
  public let id: String
  /// A sentence that describes the behaviour.
  public let summary: String
  /// The ids of the checks that must fail. No other check may fail.
  public let breaks: [String]
  /// The id of the remedy that must be shown first, for each check that must fail.
  public let remedies: [String: String]
  /// The reason why no check can detect it; nil if ``breaks`` is not empty.
  public let unjudged: String?
  /// The changes that it makes, in order.
  let alterations: [Alteration]

  /// A fault that checks must detect, each written as `topic/check: remedy`.
  init(_ id: String, _ summary: String, breaks: String..., by alterations: Alteration...) {
    self.id = id
    self.summary = summary
    let detections = breaks.map { $0.split(separator: ": ").map(String.init) }
    self.breaks = detections.map { $0[0] }
    self.remedies = Dictionary(
      detections.compactMap { $0.count > 1 ? ($0[0], $0[1]) : nil }, uniquingKeysWith: { $1 })
    self.unjudged = nil
    self.alterations = alterations
  }

  /// A fault that no check can detect, with the reason.
  init(_ id: String, _ summary: String, unjudged: String, by alterations: Alteration...) {
    self.id = id
    self.summary = summary
    self.breaks = []
    self.remedies = [:]
    self.unjudged = unjudged
    self.alterations = alterations
  }

  /// All faults.
  public static let all = FaultGroup.allCases.flatMap(\.faults)

  /// The fault with an id.
  public static func named(_ id: String) -> Fault? { all.first { $0.id == id } }
}

extension Fault: CustomStringConvertible {
  /// The fault's id.
  public var description: String { id }
}
