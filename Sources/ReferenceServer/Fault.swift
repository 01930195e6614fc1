/// A way in which the server misbehaves on purpose.
public struct Fault: Sendable {
  /// The name it goes by.
  public let id: String
  /// What it does, in a sentence.
  public let summary: String
  /// The ids of the checks that must notice it, and no others may.
  public let breaks: [String]
  /// The ids of the remedies that must be shown first, by the checks that notice it.
  public let remedies: [String: String]
  /// Why no check judges it; nil when ``breaks`` names some.
  public let unjudged: String?
  /// What it changes, in order.
  let alterations: [Alteration]

  /// A fault that checks must notice: each as `topic/check: remedy`.
  init(_ id: String, _ summary: String, breaks: String..., by alterations: Alteration...) {
    self.id = id
    self.summary = summary
    let caught = breaks.map { $0.split(separator: ": ").map(String.init) }
    self.breaks = caught.map { $0[0] }
    self.remedies = Dictionary(
      caught.compactMap { $0.count > 1 ? ($0[0], $0[1]) : nil }, uniquingKeysWith: { $1 })
    self.unjudged = nil
    self.alterations = alterations
  }

  /// A fault that no check can judge, with the reason.
  init(_ id: String, _ summary: String, unjudged: String, by alterations: Alteration...) {
    self.id = id
    self.summary = summary
    self.breaks = []
    self.remedies = [:]
    self.unjudged = unjudged
    self.alterations = alterations
  }

  /// Every fault there is.
  public static let all = FaultGroup.allCases.flatMap(\.faults)

  /// The fault of that id.
  public static func named(_ id: String) -> Fault? { all.first { $0.id == id } }
}

extension Fault: CustomStringConvertible {
  /// The fault's id.
  public var description: String { id }
}
