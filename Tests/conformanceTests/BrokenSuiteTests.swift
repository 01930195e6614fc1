import Foundation
import Testing

@Suite("A built-in check that does not compile ends a run with its file and line")
struct BrokenSuiteTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("and exit code 2, also if the endpoint answers before the checks are compiled")
  func broken() async throws {
    let files = FileManager.default
    let folder = "\(scratch.path)/installed"
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try files.copyItem(atPath: LawHarness.executable, toPath: "\(folder)/conformance")
    try files.copyItem(atPath: LawHarness.workerExecutable, toPath: "\(folder)/jq-worker")
    try files.copyItem(atPath: LawHarness.suites, toPath: "\(folder)/suites")
    let check = "\(folder)/suites/checks/tools/call-shape.jq"
    let text = try String(contentsOfFile: check, encoding: .utf8)
    try text.replacing("def check:", with: "def check: nosuch |")
      .write(toFile: check, atomically: true, encoding: .utf8)
    let run = try await Invocation.run(
      [], of: "\(folder)/conformance", environment: ["CONFORMANCE_NO_IMAGE": "1"], in: scratch)
    #expect(run.code == 2)
    #expect(run.notices.contains("\(check):"))
    #expect(run.notices.contains("nosuch/0 is not defined"))
  }
}
