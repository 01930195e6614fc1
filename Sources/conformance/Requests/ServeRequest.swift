import JSONText
import ReferenceServer

/// The options of `conformance serve`.
enum ServeRequest {
  /// The traits of `--as`, in columns.
  static var traits: String {
    let rows = Persona.traits.map { ("\($0.name)=\($0.value)", $0.help) }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, help in
      "  \(name)\(String(repeating: " ", count: width - name.count))  \(help)"
    }.joined(separator: "\n")
  }

  /// The faults with some names.
  static func faults(_ names: [String]) throws(UsageError) -> [Fault] {
    var faults: [Fault] = []
    for name in names {
      guard let fault = Fault.all.first(where: { $0.id == name }) else {
        let similar = Self.names(near: name).joined(separator: " or ")
        let hint = similar.isEmpty ? "" : "; perhaps \(similar) is meant"
        throw UsageError("there is no fault `\(name)`\(hint)\n  See `conformance list --faults`.")
      }
      faults.append(fault)
    }
    return faults
  }

  /// The name with the most similar spelling; otherwise up to three names with the most words in common.
  private static func names(near name: String) -> [String] {
    let names = Fault.all.map(\.id)
    if let nearest = name.nearest(of: names) { return [nearest] }
    let words = Set(name.split(separator: "-"))
    let shared = names.map { (name: $0, count: words.intersection($0.split(separator: "-")).count) }
    let maxCount = shared.map(\.count).max() ?? 0
    return maxCount == 0 ? [] : shared.filter { $0.count == maxCount }.prefix(3).map(\.name)
  }
}
