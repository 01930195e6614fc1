internal import FoundationEssentials
internal import Glibc

/// Compiled programs in a file, from which a worker restores them in a millisecond.
///
/// The worker does the work (`JQWorker/image.c`). An image is made only if it cannot change a result: two
/// recordings in different processes must be equal, and the restored programs must output on all examples
/// what the compiled ones output.
public struct ProgramImage: Sendable {
  private let executable: String
  private let libraries: [String]
  /// The beginning of the path. The worker appends the digest of its libraries.
  private let path: String

  /// Why there is no image.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// The problem.
    public var description: String

    /// Describes a problem.
    public init(_ description: String) { self.description = description }
  }

  /// Describes an image at a path, to which the versions of the libraries are appended.
  public init(at path: String, executable: String, libraries: [String]) {
    self.path = path
    self.executable = executable
    self.libraries = libraries
  }

  /// The time limit of a program, in seconds.
  private static let patience = 60.0

  /// Makes an image of some programs and verifies it with examples; `input` must be JSON text.
  public func make(
    of programs: [String], verifiedWith examples: [(program: String, input: Input)]
  ) async throws {
    // Everyone with the seed could make an endpoint that slows the hash tables down.
    let seed = UInt32.random(in: .min ... .max)
    let paths = (1...2).map { _ in "\(path)\(String(UInt64.random(in: 0 ... .max), radix: 36)).part"
    }
    defer { for path in paths { unlink(path) } }
    let recorder = recorder(seed)
    async let first = record(programs, in: recorder, to: paths[0])
    async let second = record(programs, in: self.recorder(seed), to: paths[1])
    let (addresses, others) = try await (first, second)
    guard let digest = addresses.first, digest == others.first else {
      throw Failure("the libraries changed")
    }
    guard zip(addresses, others).dropFirst().allSatisfy({ $0 != $1 }) else {
      throw Failure("the system does not randomize addresses, which the proof needs")
    }
    guard FileManager.default.contentsEqual(atPath: paths[0], andPath: paths[1]) else {
      throw Failure("two recordings differ")
    }
    // Under its final kind of name, so that the worker finds it.
    let trial = "\(paths[0]).\(digest)"
    guard rename(paths[0], trial) == 0 else {
      throw Failure("\(trial): \(errorText())")
    }
    defer { unlink(trial) }
    let restored = Worker(executable: executable, libraries: libraries, image: "\(paths[0]).")
    for program in programs {
      guard await restored.restores(program) else {
        throw Failure("the image cannot be restored")
      }
    }
    for (program, input) in examples {
      async let actual = restored.evaluate([program], on: input, within: Self.patience)
      let expected = await recorder.evaluate([program], on: input, within: Self.patience)
      guard await actual == expected else {
        throw Failure("a restored program has another output")
      }
    }
    guard rename(trial, path + digest) == 0 else {
      throw Failure("\(path)\(digest): \(errorText())")
    }
  }

  private func recorder(_ seed: UInt32) -> Worker {
    Worker(executable: executable, libraries: libraries, start: .recording(seed))
  }

  /// Compiles programs and writes an image of them; returns the digest of the libraries and their addresses.
  private func record(_ programs: [String], in worker: Worker, to path: String) async throws
    -> [Substring]
  {
    for program in programs {
      let evaluation = await worker.compile(program, within: Self.patience)
      guard evaluation.ending == .complete else {
        throw Failure("a program: \(evaluation.ending.words)")
      }
    }
    let evaluation = await worker.writeImage(to: path)
    guard evaluation.ending == .complete, let addresses = evaluation.outputs.first else {
      throw Failure(evaluation.ending.words)
    }
    return addresses.split(separator: " ")
  }

  private func errorText() -> String { String(cString: strerror(errno)) }
}
