import Foundation
import Harness
import JQ
import Testing
import Transcripts

@testable import conformance

@Suite("The documents are true")
struct DocumentationTests {
  private static let documents = [
    "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "suites/README.md",
    "reports/README.md", "kits/README.md",
  ]

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(LawHarness.root)/\(name)", encoding: .utf8)
  }

  /// The fenced blocks of a language.
  private func blocks(_ language: String, in text: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
  }

  @Test("the table of imports is that of Package.swift")
  func imports() throws {
    // The declaration of a target begins in the fifth column.
    let package = try #require(
      try text("Package.swift").components(separatedBy: "targets: [\n").last)
    let targets = package.replacing(/\n {4}(?=\S)/, with: "\u{0}").split(separator: "\u{0}")
    let rows = try text("ARCHITECTURE.md").matches(of: /\n\| `(\w+)` \| .* \| (.+) \|/)
      .filter { !$0.output.2.contains("suites") }
    let declaredTargets = targets.filter { $0.contains("name: \"") || $0.hasPrefix("library(") }
      .filter { !$0.contains("path: \"Tests/") }
    #expect(rows.count == declaredTargets.count)
    for row in rows {
      let name = String(row.output.1)
      let documented = Set(row.output.2.matches(of: /`(\w+)`/).map { String($0.output.1) })
      let target = try #require(
        targets.first { $0.contains("\"\(name)\"") && !$0.contains("tests(of") })
      let list = target.firstMatch(of: /(?:imports|dependencies): \[([^\]]*)\]/)?.output.1 ?? ""
      let declared = Set(list.matches(of: /"(\w+)"/).map { String($0.output.1) })
      #expect(documented == declared, "\(name)")
    }
  }

  @Test("every command line is valid", arguments: documents)
  func commandLines(_ document: String) throws {
    let text = try text(document).replacing("\\\n", with: " ")
    let shown = text.matches(of: /(?m)^(?:swift run )?conformance ([^\n`]*)/).map(\.output.1)
    let inline = text.matches(of: /`conformance ([^`\n]*)`/).map(\.output.1)
    for line in shown + inline {
      // Redirections and pipes belong to the shell.
      let own = line.firstMatch(of: /(.*?) (?:>|\|)/).map { String($0.output.1) } ?? String(line)
      var words = own.split(separator: " ").map { String($0).replacing("\"", with: "") }
      let named = words.first.flatMap(CommandName.init)?.command
      if named != nil { words.removeFirst() }
      if ["--help", "--version"].contains(words.first ?? "--help") { continue }
      #expect(throws: Never.self, "\(line)") {
        try Arguments(words, for: named ?? .run, environment: [:])
      }
    }
  }

  @Test("every linked file exists", arguments: documents)
  func links(_ document: String) throws {
    let folder = URL(filePath: "\(LawHarness.root)/\(document)").deletingLastPathComponent()
    for link in try text(document).matches(of: /\]\(([^)#:]+)\)/).map(\.output.1) {
      let path = folder.appending(path: String(link)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
  }

  @Test("the example of a check is a check, and its examples prove it")
  func checkInFiveMinutes() async throws {
    let block = try #require(blocks("jq", in: try text("CONTRIBUTING.md")).first)
    // Under another path than in the page: a reader who follows the page has that file already.
    try await prove("checks/documented/created-is-a-number.jq", block) { catalogue, worker in
      let check = try #require(catalogue.checks.first { $0.topic == "documented" })
      #expect(await Judge([check], worker: worker).problems() == [])
      let proof = ExampleVerifier(worker: worker, remedies: catalogue.remedies)
      #expect(await proof.problems(of: [check]) == [])
    }
  }

  @Test("the example of a case is a case")
  func caseThatIsShown() async throws {
    let block = try #require(blocks("jq", in: try text("suites/README.md")).first)
    try await prove("mine/hello.jq", block) { catalogue, worker in
      #expect(catalogue.added == ["mine"])
      let profile = try #require(catalogue.profile("agent"))
      let plan = try Plan(catalogue, profile: profile, selection: Selection(only: ["mine/*"]))
      #expect(plan.trials.map(\.testCase.id) == ["mine/hello", "mine/hello.stream"])
      let writer = RequestWriter(profile, plan.trials.map(\.testCase), worker: worker)
      #expect(await writer.problems(of: plan.trials.map(\.testCase)) == [])
    }
  }

  private func prove(
    _ file: String, _ text: String, _ body: (Catalogue, Worker) async throws -> Void
  ) async throws {
    let scratch = try Scratch()
    let path = URL(filePath: "\(scratch.path)/\(file)")
    try FileManager.default.createDirectory(
      at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: path)
    let folders = [LawHarness.suites, scratch.path]
    let worker = Worker(executable: LawHarness.workerExecutable, libraries: folders)
    try await body(try await Catalogue(folders: folders, worker: worker), worker)
  }
}
