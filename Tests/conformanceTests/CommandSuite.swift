import Foundation
import Testing

@testable import ReferenceServer

/// A test suite that runs the executable. All commands of a test run in one folder.
protocol CommandSuite {
  var scratch: Scratch { get }
}

extension CommandSuite {
  /// Runs the executable with some words.
  func run(
    _ words: String..., environment: [String: String] = [:]
  ) async throws -> Invocation {
    try await run(words, environment: environment)
  }

  /// Runs the executable with some words.
  func run(
    _ words: [String], environment: [String: String] = [:]
  ) async throws -> Invocation {
    try await Invocation.run(words, environment: environment, in: scratch)
  }

  /// Runs a script of bash in which `"$0"` is the executable.
  func bash(_ script: String) async throws -> Invocation {
    try await Invocation.run(["-c", script, LawHarness.executable], of: "/bin/bash", in: scratch)
  }

  /// A reference server with some faults, or with some traits of a persona.
  func server(_ faults: String..., as traits: [String] = [], key: String? = nil) throws
    -> ReferenceServer
  {
    try ReferenceServer(
      key: key, faults: faults.map { try #require(Fault.named($0), "\($0)") },
      persona: Persona(traits))
  }

  /// Validates a reference server with some traits or faults, which stops afterwards.
  func validate(
    as traits: [String] = [], faults: [String] = [], _ words: String...
  ) async throws -> Invocation {
    let server = try ReferenceServer(
      faults: faults.map { try #require(Fault.named($0), "\($0)") }, persona: Persona(traits))
    defer { server.stop() }
    return try await run(["--endpoint", server.baseURL] + words)
  }
}
