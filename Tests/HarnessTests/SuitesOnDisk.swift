import Foundation
import JQ

@testable import Harness

/// A temporary folder of suites, which is removed with its owner.
final class SuitesOnDisk: Sendable {
  let path: String
  let worker: Worker

  init(_ files: [String: String]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "suites-\(UUID())").path
    for (name, text) in files {
      let file = URL(filePath: "\(path)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    worker = Worker(
      executable: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "jq-worker").path,
      libraries: [path])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The process of the worker; nil if it does not run.
  var workerProcess: Int32? {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.compactMap(Int32.init).first { process in
      let arguments = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return String(decoding: arguments, as: UTF8.self).contains(path)
    }
  }

  func catalogue() async throws(SuiteProblems) -> Catalogue {
    try await Catalogue(folders: [path], worker: worker)
  }

  /// The problems in loading and compiling the suites.
  func problems() async -> [SuiteProblem] {
    do throws(SuiteProblems) {
      let catalogue = try await catalogue()
      let profile = try Profile(
        name: "p", file: "p.json", text: Array(#"{"title":"t","suites":["s"]}"#.utf8))
      return await Judge(catalogue.checks, worker: worker).problems()
        + RequestWriter(profile, catalogue.cases, worker: worker).problems(of: catalogue.cases)
    } catch {
      return error.problems
    }
  }

  /// A check with a body.
  static func check(_ body: String, metadata: String = "") -> String {
    """
    module {requirement: "R.", reference: "https://example.org", level: "must", concerns: "protocol",
      \(metadata)passes: [{}], fails: [{}]};
    \(body)
    """
  }
}
