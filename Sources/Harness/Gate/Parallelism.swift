/// The parallelism of a model across devices: `tp2`, `tp4-pp2-ep` or `none`.
public struct Parallelism: Sendable, Equatable, CustomStringConvertible {
  /// The kinds of parallelism, in the order of fingerprints.
  private static let kinds = ["tp", "pp", "dp", "ep"]

  /// The degrees above 1 by kind; `ep` has no degree in fingerprints, and is stored as 2.
  private let degrees: [String: Int]

  /// Reads a text; nil if it is not valid. Degrees of 1 are left out, as servers do.
  public init?(_ text: String) {
    var degrees: [String: Int] = [:]
    let parts = text.lowercased().split { "-+, ".contains($0) }.map(String.init)
    if parts != ["none"] {
      guard !parts.isEmpty else { return nil }
      for part in parts {
        let (kind, digits) = (String(part.prefix(2)), part.dropFirst(2))
        let degree = digits.isEmpty && kind == "ep" ? 2 : Int(digits) ?? 0
        guard Self.kinds.contains(kind), degree > 0, degrees[kind] == nil else { return nil }
        degrees[kind] = kind == "ep" && degree > 1 ? 2 : degree
      }
    }
    self.degrees = degrees.filter { $0.value > 1 }
  }

  /// The text as in fingerprints.
  public var description: String {
    let parts = Self.kinds.compactMap { kind in
      degrees[kind].map { kind == "ep" ? kind : "\(kind)\($0)" }
    }
    return parts.isEmpty ? "none" : parts.joined(separator: "-")
  }
}
