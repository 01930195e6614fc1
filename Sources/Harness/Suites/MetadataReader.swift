internal import JQ
internal import JSONText

/// Reads the `module {…}` of files with libjq, or from the prepared folder.
struct MetadataReader {
  private let worker: Worker
  private let prepared: PreparedFolder?
  private var known: [String: JSON] = [:]
  /// Whether the metadata is not stored yet.
  private var isNew = false

  private static let file = "metadata.json"

  /// The time limit for reading a file, in seconds.
  private static let patience = 20.0

  init(worker: Worker, prepared: PreparedFolder?) {
    self.worker = worker
    self.prepared = prepared
    let stored = prepared?.read(Self.file).flatMap { StrictJSON.decode($0).value }
    known = Dictionary(
      (stored?.object ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
  }

  /// The metadata of a module.
  mutating func read(_ module: String, file: String) async throws(SuiteProblems) -> JSON {
    if let metadata = known[module] { return metadata }
    let metadata = try await evaluate(module, file: file)
    known[module] = metadata
    isNew = true
    return metadata
  }

  /// Stores the metadata so far, which must be that of the built-in suites alone.
  func store() {
    guard isNew, let prepared else { return }
    let members = known.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
    prepared.write(JSON.object(members).bytes(), to: Self.file)
  }

  private func evaluate(_ module: String, file: String) async throws(SuiteProblems) -> JSON {
    let evaluation = await worker.evaluate(
      "modulemeta", on: JSON.string(module).text, within: Self.patience)
    switch evaluation.ending {
    case .complete:
      guard let text = evaluation.outputs.first,
        let json = StrictJSON.decode(Array(text.utf8)).value
      else { break }
      return json
    case .raised(let message), .stopped(let message), .unavailable(let message):
      throw SuiteProblems(problems: SuiteProblem.compilation(of: file, [message]))
    case .notCompiled(let messages):
      throw SuiteProblems(problems: SuiteProblem.compilation(of: file, messages))
    case .crashed, .halted: break
    }
    throw SuiteProblems(problems: [
      SuiteProblem(
        file: file, what: "libjq crashed on this file", remedy: "Try the file with the jq command.")
    ])
  }
}
