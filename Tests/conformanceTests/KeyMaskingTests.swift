import Foundation
import Reports
import Testing

@testable import ReferenceServer

@Suite("The key is in no output and in no file, even if the endpoint repeats it", .serialized)
struct KeyMaskingTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// A server that requires a key and repeats it in every response.
  private func repeatingServer(_ key: String, _ faults: String...) throws -> ReferenceServer {
    let percent = key.utf8.map { String(format: "%%%02X", $0) }.joined()
    let echo = Fault(
      "echo", "The key is repeated in every answer.", unjudged: "for this test",
      by: .reply { reply, _ in reply["X-Echo"] = "Bearer \(key)" },
      .document {
        $0["echo"] = .string("\(key) \(percent)")
        $0["object"] = .string("\(key) \(percent)")
      },
      .events { events in events.updateChunks { $0["object"] = .string(key) } })
    return try ReferenceServer(key: key, faults: [echo] + faults.compactMap(Fault.named))
  }

  /// Expects that no file of the test contains the key in any common encoding.
  private func expectMasked(_ key: String, in files: [(name: String, bytes: Data)]) {
    let spellings = [
      key, Data(key.utf8).base64EncodedString(),
      key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? key,
      key.replacing("/", with: "\\/"),
    ]
    for (name, bytes) in files {
      for spelling in spellings {
        #expect(bytes.firstRange(of: Data(spelling.utf8)) == nil, "\(name) holds \(spelling)")
      }
    }
  }

  @Test("transcripts and records mask it")
  func run() async throws {
    let key = "sk-Secret/+0123456789="
    let server = try repeatingServer(key)
    let run = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", "--verbose", "--json", "out.json",
      environment: ["MY_KEY": key])
    #expect(run.code == 0, "\(run.output)")
    let files = scratch.files()
    #expect(files.count > 20)
    expectMasked(key, in: files)
    #expect(files.contains { $0.bytes.firstRange(of: Data("X-Echo: Bearer ***".utf8)) != nil })
  }

  @Test("every report format masks it, even in findings that quote the response")
  func reports() async throws {
    let key = "sk-Secret/+0123456789="
    let server = try repeatingServer(key, "no-done")
    let formats = ReportFormat.allCases.flatMap { ["--\($0.rawValue)", "out.\($0.rawValue)"] }
    let run = try await run(
      ["--endpoint", server.baseURL, "--api-key-env", "MY_KEY"] + formats,
      environment: ["MY_KEY": key])
    #expect(run.code == 1, "\(run.notices)")
    let files = scratch.files()
    expectMasked(key, in: files)
    for format in ReportFormat.allCases {
      let name = "out.\(format.rawValue)"
      let report = files.first { $0.name == name }?.bytes ?? Data()
      let expected = format == .har ? "data: {" : "sse/ends-with-done"
      #expect(report.firstRange(of: Data(expected.utf8)) != nil, "\(name)")
    }
    // The command that repeats a request names the variable.
    #expect(run.output.contains("\"Authorization: Bearer $MY_KEY\""))
  }

  @Test("a key that the endpoint lists as a model is masked in the model's name")
  func keyAsModel() async throws {
    let key = "sk-Listed/0123456789"
    for names in [[key], ["one", key]] {
      let lister = Fault(
        "lister", "The key is listed as a model.", unjudged: "for this test",
        by: .models { list in
          list["data"] = .array(names.map { ["id": .string($0), "object": "model"] })
        })
      let server = try ReferenceServer(key: key, faults: [lister])
      let run = try await run(
        "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", "--json", "out.json",
        environment: ["MY_KEY": key])
      #expect(run.code == 2, "\(run.printed)")
      #expect(run.printed.contains("***"))
      #expect(!run.printed.contains(key))
    }
    for (name, bytes) in scratch.files() {
      #expect(bytes.firstRange(of: Data(key.utf8)) == nil, "\(name)")
      #expect(!name.contains("sk-Listed"), "\(name)")
    }
  }

  @Test("a key that is part of the model's name does not change the requests")
  func keyInModel() async throws {
    let server = try ReferenceServer(key: "reference")
    let run = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", environment: ["MY_KEY": "reference"])
    #expect(run.code == 0, "\(run.output)")
  }
}
