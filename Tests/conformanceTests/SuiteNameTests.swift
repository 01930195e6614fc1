import Foundation
import Testing

@Suite("Functions of the suites have unambiguous names")
struct SuiteNameTests {
  /// The functions that a file defines at its top level, with their number of parameters.
  private func functions(in text: String) -> Set<String> {
    Set(
      text.matches(of: /(?m)^def (\w+)(?:\(([^)]*)\))?:/).map { match in
        let parameters = match.output.2.map { $0.split(separator: ";").count } ?? 0
        return "\(match.output.1)/\(parameters)"
      })
  }

  /// The functions of the files that a file includes.
  private func included(by text: String) throws -> Set<String> {
    try text.matches(of: /(?m)^include "([^"]+)"/).reduce(into: []) { names, match in
      let library = try String(
        contentsOfFile: "\(LawHarness.suites)/\(match.output.1).jq", encoding: .utf8)
      names.formUnion(functions(in: library))
      names.formUnion(try included(by: library))
    }
  }

  @Test("no file defines a function that it also includes: libjq 1.6 and 1.7 choose differently")
  func shadowing() throws {
    let files =
      FileManager.default.enumerator(atPath: LawHarness.suites)?
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".jq") } ?? []
    #expect(files.count > 300)
    for file in files {
      let text = try String(contentsOfFile: "\(LawHarness.suites)/\(file)", encoding: .utf8)
      #expect(functions(in: text).intersection(try included(by: text)) == [], "\(file)")
    }
  }
}
