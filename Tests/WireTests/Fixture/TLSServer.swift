import Foundation
import Glibc
import Transcripts
import Wire

/// A TLS server of the `openssl` command, with a self-signed certificate for `localhost`.
final class TLSServer {
  let url: String
  let certificate: String
  private let server: Process
  private let folder: URL

  static let isAvailable = FileManager.default.isExecutableFile(atPath: openssl)
  private static let openssl = "/usr/bin/openssl"

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "wire-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = folder.appending(path: "key.pem").path
    certificate = folder.appending(path: "certificate.pem").path
    try Self.run([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-days", "2", "-subj", "/CN=localhost",
      "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    ]).waitUntilExit()
    (url, server) = try Self.serve(key, certificate)
  }

  /// Starts the server, on another port if the first one is taken in the meantime.
  private static func serve(_ key: String, _ certificate: String) throws -> (String, Process) {
    for _ in 1...20 {
      let port = try LoopbackServer.deadPort()
      let server = try Self.run([
        "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-naccept", "1", "-key", key,
        "-cert", certificate,
      ])
      Thread.sleep(forTimeInterval: 0.3)
      if server.isRunning { return ("https://localhost:\(port)", server) }
    }
    throw CocoaError(.executableLoad)
  }

  /// The exchange of one request, repeated until the server listens.
  func exchange(by client: Client) async throws -> Exchange {
    var exchange = Exchange(request: Request(url: "\(url)/"))
    for _ in 1...600 {
      exchange = await client.perform(exchange.request)
      guard exchange.ending == .refused else { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    return exchange
  }

  deinit {
    // The server may have inherited a signal mask that blocks SIGTERM.
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func run(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: openssl)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
