import JSONText
import Harness
import ReferenceServer

extension Command {
  /// Serves the reference endpoint.
  static let serve = Command(
    name: "serve",
    summary: "Serve the reference endpoint on loopback, until interrupted.",
    details: """
      With --as it seems to be another server, or a busy one:
      \(Persona.help)

      With --fault it misbehaves on purpose; `conformance list --faults` lists the \(Fault.all.count)
      ways to do so, with the checks that must notice each.
      """,
    operands: [],
    options: [
      .value("port", "N", "The port (any free one)."),
      .value("api-key-env", "VAR", "Ask for the key in that environment variable."),
      .value("as", "TRAIT=VALUE", "Seem to be that; may be given again.", repeats: true),
      .value("fault", "NAME", "Misbehave in that way; may be given again.", repeats: true),
    ]
  ) { arguments in
    let port = UInt16(try arguments.number("port", orElse: 0, in: 0...65_535))
    let key = try arguments.value("api-key-env").map {
      try arguments.namedVariable("api-key-env", $0)
    }
    var faults: [Fault] = []
    for name in arguments.all("fault") {
      guard let fault = Fault.all.first(where: { $0.id == name }) else {
        let near = Fault.names(near: name).joined(separator: " or ")
        let hint = near.isEmpty ? "" : "; perhaps \(near) is meant"
        throw UsageError("there is no fault `\(name)`\(hint); see conformance list --faults")
      }
      faults.append(fault)
    }
    let server = try ReferenceServer(
      port: port, key: key, faults: faults, persona: Persona(arguments.all("as")))
    try await Interruption.cancelling {
      Console.print("\(server.baseURL)\n")
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
    server.stop()
    return .conformant
  }
}

extension Fault {
  /// The name with the most similar spelling; otherwise up to three names with the most words in common.
  fileprivate static func names(near name: String) -> [String] {
    let names = all.map(\.id)
    if let nearest = name.nearest(of: names) { return [nearest] }
    let words = Set(name.split(separator: "-"))
    let shared = names.map { (name: $0, count: words.intersection($0.split(separator: "-")).count) }
    let most = shared.map(\.count).max() ?? 0
    return most == 0 ? [] : shared.filter { $0.count == most }.prefix(3).map(\.name)
  }
}

extension Persona {
  /// What can be chosen, for the help.
  fileprivate static var help: String {
    traits.map { "  \($0.name)=\($0.value)  \($0.help)" }.joined(separator: "\n")
  }
}
