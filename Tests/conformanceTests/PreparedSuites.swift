import Foundation
import Harness
import JQ

/// The prepared files of the suites, made once for all tests. With CONFORMANCE_NO_IMAGE, there are none.
enum PreparedSuites {
  /// XDG_CACHE_HOME of the commands that tests run.
  static let cache = "\(LawHarness.root)/.build/cache"

  /// The environment of the commands that tests run.
  static let environment: [String: String] = {
    isOff ? ["CONFORMANCE_NO_IMAGE": "1"] : ["XDG_CACHE_HOME": cache]
  }()

  private static let isOff =
    ProcessInfo.processInfo.environment["CONFORMANCE_NO_IMAGE"].map { !$0.isEmpty } ?? false

  /// The folder of these files; nil if there are none.
  static let folder = Task<PreparedFolder?, any Error> {
    guard !isOff else { return nil }
    let prepared = PreparedFolder(
      below: "\(cache)/conformance", for: LawHarness.suites,
      digest: try SuiteFolder.digest(of: [LawHarness.suites]))
    let worker = Worker(
      executable: LawHarness.workerExecutable, libraries: [LawHarness.suites],
      image: prepared.image)
    let catalogue = try await Catalogue(
      folders: [LawHarness.suites], worker: worker, prepared: prepared)
    if await !worker.restores(Catalogue.sampleProgram) {
      try await catalogue.makeImage(in: prepared, with: LawHarness.workerExecutable)
    }
    return prepared
  }
}
