internal import JQ
internal import JSONText

extension Catalogue {
  /// A program of every run, which shows whether a worker has the image.
  public static let sampleProgram = Preflight.programs[0]

  /// Makes an image of the programs of the built-in suites, verified with the examples of all checks and with
  /// the first request of each case. The executable is that of workers.
  public func makeImage(in prepared: PreparedFolder, with executable: String) async throws {
    guard prepared.create() else {
      throw ProgramImage.Failure("\(prepared.path) cannot be created, or others can write to it")
    }
    let image = ProgramImage(
      at: prepared.image, executable: executable, libraries: [prepared.suites])
    let checks = checkPrograms.filter { program in
      !program.checks.contains { addedChecks.contains($0.id) }
    }
    let addedModules = Set(cases.filter { added.contains($0.suite) }.map(\.module))
    let builtInCases = casePrograms.filter { addedModules.isDisjoint(with: $0.modules) }
    let examples =
      checks.flatMap { program in
        program.examples.map { (program: program.source, input: $0) }
      }
      + builtInCases.flatMap { program in
        program.modules.indices.map {
          (program: program.source, input: Input(Self.request(of: $0)))
        }
      }
    do {
      try await image.make(
        of: checks.map(\.source) + builtInCases.map(\.source) + Preflight.programs + [
          IdentityReader.program
        ],
        verifiedWith: examples)
    } catch let failure as ProgramImage.Failure {
      prepared.note(failure)
      throw failure
    }
    prepared.removeOldImages()
  }

  /// The input of a program of cases for the first request of one of them.
  private static func request(of index: Int) -> [UInt8] {
    let input: JSON = [
      "step": 1, "trial": 1, "nonce": "0123abcd", "stream": false,
      "target": ["endpoint": "http://endpoint.test/v1", "model": "m", "keyed": false],
      "defaults": [:], "transcripts": [], "probe": nil,
    ]
    return JSON.object([.init("case", JSON(index)), .init("input", input)]).bytes()
  }
}
