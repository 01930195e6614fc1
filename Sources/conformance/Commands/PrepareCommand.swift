import Harness
import JQ

extension Command {
  /// Prepares the suites.
  static let prepare = Command(
    .prepare,
    summary: "Prepare the suites, so that other commands start at once.",
    details: """
      The metadata of the suites and an image of their compiled programs are stored in
      $XDG_CACHE_HOME/conformance, by default ~/.cache/conformance. The first run does the same. An
      installation stores them next to its suites, for all users.
      """,
    operands: [],
    options: [.flag("installed", "Store the files next to the suites.")]
  ) { arguments in
    let suites = try await Suites(
      arguments, for: .metadata, isInstalling: arguments.has("installed"))
    guard let prepared = suites.prepared, prepared.create() else {
      throw UsageError(
        "cannot prepare the suites: \(suites.prepared?.path ?? "the cache") cannot be created, or another"
          + " user can write to it; set XDG_CACHE_HOME or HOME")
    }
    if await suites.hasImage {
      Console.print("already prepared in \(prepared.path)\n")
      return .conformant
    }
    do {
      try await suites.makeImage(in: prepared)
    } catch let failure as ProgramImage.Failure {
      // Everything works without an image, so an installation can continue.
      Console.notice(
        "conformance: there is no image of the programs, so each run compiles them: \(failure)")
    }
    Console.print("prepared in \(prepared.path)\n")
    return .conformant
  }
}
