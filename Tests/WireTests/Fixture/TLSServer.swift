import Foundation

/// A TLS server of the `openssl` command, with a certificate of its own making for `localhost`.
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
    let (maker, _) = try Self.run([
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
      "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    ])
    maker.waitUntilExit()
    let (server, output) = try Self.run([
      "s_server", "-accept", "127.0.0.1:0", "-www", "-key", key, "-cert", certificate,
    ])
    self.server = server
    var text = ""
    // It announces "ACCEPT 127.0.0.1:port" when it is ready.
    while !text.contains("ACCEPT") || !text.hasSuffix("\n") {
      let bytes = output.availableData
      if bytes.isEmpty { break }
      text += String(decoding: bytes, as: UTF8.self)
    }
    let port = text.split(separator: "\n").last?.split(separator: ":").last ?? "0"
    url = "https://localhost:\(port)"
  }

  deinit {
    server.terminate()
    server.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func run(_ arguments: [String]) throws -> (Process, FileHandle) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: openssl)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, output.fileHandleForReading)
  }
}
