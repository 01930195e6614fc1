import Testing

@testable import ReferenceServer

/// A way to respond that the standards allow, or that OpenAI uses too. It must fail no check.
struct BenignVariant: Sendable, CustomTestStringConvertible {
  let name: String
  let alteration: Alteration
  /// The checks of the level `may` that note it.
  var noted: Set<String> = []

  var testDescription: String { name }

  /// Alters every choice of streams.
  static func deltas(_ name: String, _ alter: @escaping @Sendable (inout JSONValue) -> Void)
    -> Self
  {
    BenignVariant(name: name, alteration: .events { $0.updateChoices(alter) })
  }

  /// Alters the bytes of streams.
  static func bytes(
    _ name: String, _ alter: @escaping @Sendable (inout [UInt8]) -> Void
  ) -> Self {
    BenignVariant(
      name: name,
      alteration: .script { script, request in
        if request.stream { script.updateBytes(alter) }
      })
  }

  /// Alters the chunks of the transfer coding in which streams are sent.
  static func events(
    _ name: String, _ alter: @escaping @Sendable (inout [[UInt8]]) -> Void
  ) -> Self {
    BenignVariant(
      name: name,
      alteration: .script { script, request in
        guard request.stream else { return }
        var chunks = script.chunks
        alter(&chunks)
        script.steps = [script.steps[0]] + chunks.map(Script.Step.chunk) + [.lastChunk]
      })
  }
}
