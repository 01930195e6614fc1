import Foundation
import Testing

@testable import JQ

@Suite("An image restores programs, and nothing that could change a result")
struct ProgramImageTests {
  private static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "jq-worker").path

  /// Programs with the parts of libjq that hold memory: constants, regular expressions, closures, objects.
  private static let programs = [
    #"def f(g): [g, g]; f(.a) + [{"key": "text"}.key]"#,
    #"[.[] | tostring | test("^[0-9]+$")]"#,
    "reduce range(1000) as $i ({}; .[\"\\($i)\"] = $i) | keys | length",
    "1.5e300 * .a, (try error({code: 1}) catch .code), ($__loc__ | .line)",
  ]

  private static let inputs = [#"{"a":1}"#, #"{"a":[1,2,{"b":null}]}"#, #"{"a":"é\u0000🫠"}"#]

  private let folder = FileManager.default.temporaryDirectory.appending(path: "image-\(UUID())")
    .path

  private func made(
    _ programs: [String] = Self.programs,
    examples: [(program: String, input: Input)] = []
  ) async throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await ProgramImage(at: "\(folder)/image-", executable: Self.executable, libraries: [])
      .make(of: programs, verifiedWith: examples)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    return "\(folder)/\(try #require(files.first { files.count == 1 || $0.isEmpty }, "\(files)"))"
  }

  private func worker(_ image: String?) -> Worker {
    Worker(executable: Self.executable, libraries: [], image: image)
  }

  private func isRestored() async -> Bool {
    await worker("\(folder)/image-").restores(Self.programs[0])
  }

  @Test("restored programs output what compiled ones output, in many processes")
  func sameOutputs() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try await made()
    let compiled = worker(nil)
    for _ in 0..<20 {
      let restored = worker("\(folder)/image-")
      for program in Self.programs {
        #expect(await restored.restores(program))
        for input in Self.inputs {
          let evaluation = await restored.evaluate(program, on: input, within: 10)
          #expect(await compiled.evaluate(program, on: input, within: 10) == evaluation)
        }
      }
    }
  }

  @Test("a program that is not in the image is compiled")
  func otherProgram() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try await made()
    let restored = worker("\(folder)/image-")
    #expect(await !restored.restores(". + 1"))
    #expect(await restored.evaluate(". + 1", on: "1", within: 10).outputs == ["2"])
    #expect(await restored.restores(Self.programs[0]))
  }

  @Test("a file that others can write is refused")
  func writable() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try await made()
    #expect(await isRestored())
    for mode in [0o666, 0o664, 0o646] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
      #expect(await !isRestored(), "mode \(String(mode, radix: 8))")
    }
  }

  @Test("a folder that others can write to, and a link in its place, are refused")
  func writableFolder() async throws {
    let link = "\(folder)-link"
    defer {
      try? FileManager.default.removeItem(atPath: folder)
      try? FileManager.default.removeItem(atPath: link)
    }
    _ = try await made()
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
    #expect(await isRestored())
    #expect(await !worker("\(link)/image-").restores(Self.programs[0]))
    for mode in [0o777, 0o775, 0o757] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
      #expect(await !isRestored(), "mode \(String(mode, radix: 8))")
    }
  }

  @Test("a link is refused")
  func link() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try await made()
    try FileManager.default.moveItem(atPath: file, toPath: "\(folder)/other")
    try FileManager.default.createSymbolicLink(
      atPath: file, withDestinationPath: "\(folder)/other")
    #expect(await !isRestored())
  }

  @Test("a file that is too short or too long is refused", arguments: [-4096, -1, 1])
  func size(_ change: Int) async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try await made()
    let bytes = try Data(contentsOf: URL(filePath: file))
    try (change < 0 ? bytes.dropLast(-change) : bytes + [0]).write(to: URL(filePath: file))
    #expect(await !isRestored())
    #expect(await worker("\(folder)/image-").evaluate(".", on: "1", within: 10).outputs == ["1"])
  }

  @Test("a changed byte is noticed, wherever it is")
  func damage() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try await made()
    let bytes = try Data(contentsOf: URL(filePath: file))
    // Beyond the format's name, the header has 1,100 bytes. Zeros up to the page of the arena are not read.
    let places =
      Array(stride(from: 8, to: 1000, by: 97)) + [1 << 16, bytes.count / 2, bytes.count - 1]
    for place in places {
      var damaged = bytes
      damaged[place] ^= 4
      try damaged.write(to: URL(filePath: file))
      #expect(await !isRestored(), "byte \(place)")
      #expect(await worker("\(folder)/image-").evaluate(".", on: "1", within: 10).outputs == ["1"])
    }
    try bytes.write(to: URL(filePath: file))
    #expect(await isRestored())
  }

  @Test("another seed of the hash tables is noticed")
  func seed() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try await made()
    var bytes = try Data(contentsOf: URL(filePath: file))
    // The seed follows the eight bytes that identify the format.
    bytes[8] ^= 1
    try bytes.write(to: URL(filePath: file))
    #expect(await !isRestored())
  }

  @Test("the name of the file contains the versions of the libraries")
  func versions() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try await made()
    #expect(await isRestored())
    try FileManager.default.moveItem(
      atPath: file, toPath: "\(folder)/image-\(String(repeating: "0", count: 16))")
    #expect(await !isRestored())
  }

  @Test("programs that do not compile have no image, and no file remains")
  func doesNotCompile() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    await #expect(throws: ProgramImage.Failure.self) { try await made([".", "nosuch"]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
  }

  @Test("an example with another output prevents the image")
  func otherOutput() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // The output depends on the time, so that it differs between two evaluations.
    let examples = [(program: "now", input: Input("1"))]
    await #expect(throws: ProgramImage.Failure.self) { try await made(["now"], examples: examples) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
  }
}
