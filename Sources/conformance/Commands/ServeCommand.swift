import Harness
import ReferenceServer

extension Command {
  /// Serves the reference endpoint.
  static let serve = Command(
    .serve,
    summary: "Serve the reference endpoint on loopback until interrupted.",
    details: """
      With --as, the server behaves like another server, or like a busy one:
      \(ServeRequest.traits)

      With --fault, its responses have a fault. `conformance list --faults` lists all
      \(Fault.all.count) faults and the checks that detect each.
      """,
    operands: [],
    options: [
      .value("port", "N", "The port (default: any free port)."),
      .value("api-key-env", "VAR", "Require the key in this environment variable."),
      .value("as", "TRAIT=VALUE", "Simulate a trait.", repeats: true),
      .value("fault", "NAME", "Add a fault.", repeats: true),
    ]
  ) { arguments in
    let port = UInt16(try arguments.number("port", orElse: 0, in: 0...65_535))
    let key = try arguments.value("api-key-env").map {
      try arguments.namedVariable("api-key-env", $0)
    }
    let server = try ReferenceServer(
      port: port, key: key, faults: ServeRequest.faults(arguments.all("fault")),
      persona: Persona(arguments.all("as")))
    try await Interruption.cancelling {
      Console.print("\(server.baseURL)\n")
      // The server has its own threads; this task only waits for a signal.
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
    server.stop()
    return .conformant
  }
}
