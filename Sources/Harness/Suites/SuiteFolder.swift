internal import FoundationEssentials
internal import Glibc

/// A folder of suites on disk: `checks/`, `lib/`, `profiles/`, and one folder for each suite.
public struct SuiteFolder {
  let path: String

  /// Folders that contain no cases.
  private static let reserved: Set = [
    "checks", "lib", "profiles", "clients", "remedies", "requirements",
  ]

  init(_ path: String) throws(SuiteProblems) {
    let absolute = URL(filePath: path).standardizedFileURL.path
    var isFolder: Bool = false
    let exists = FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder)
    guard exists && isFolder else {
      throw SuiteProblems(problems: [
        SuiteProblem(
          file: path, what: "this folder of suites does not exist",
          remedy:
            "`--suites` needs a folder like `suites/`: `checks/TOPIC/NAME.jq`, `SUITE/NAME.jq`.")
      ])
    }
    self.path = absolute
  }

  /// The modules of checks, as paths below `checks/`.
  func checks() -> [String] { modules(below: "checks") }

  /// The modules of cases, as paths below the folder.
  func cases() -> [String] {
    entries(of: "").filter { !Self.reserved.contains($0) && !$0.hasPrefix(".") }
      .flatMap { suite in modules(below: suite).map { "\(suite)/\($0)" } }
  }

  /// The names of profiles.
  func profiles() -> [String] {
    entries(of: "profiles").filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
  }

  /// The names of the files of remedies.
  func remedies() -> [String] {
    entries(of: "remedies").filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
  }

  /// The dates of requirement sets.
  func requirements() -> [String] {
    entries(of: "requirements").filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
  }

  /// The problem of a folder without checks, cases and profiles; usually it is a suite and not the
  /// folder above.
  var lacksEverything: SuiteProblem? {
    guard checks().isEmpty, cases().isEmpty, profiles().isEmpty else { return nil }
    let isSuite = entries(of: "").contains { $0.hasSuffix(".jq") }
    return SuiteProblem(
      file: path, what: "it contains no check, no case and no profile",
      remedy: isSuite
        ? "It is a suite itself; use the folder above: --suites \(URL(filePath: path).deletingLastPathComponent().path)"
        : "`--suites` needs a folder like `suites/`: `checks/TOPIC/NAME.jq`, `SUITE/NAME.jq`.")
  }

  /// The file of a module.
  func file(of module: String) -> String { "\(path)/\(module).jq" }

  /// The content of a file.
  func read(_ name: String) -> [UInt8] {
    (try? NamedFile.read("\(path)/\(name)")) ?? []
  }

  /// A hash of the files of some folders, which changes with any of them.
  public static func digest(of paths: [String]) throws(SuiteProblems) -> String {
    var hash = Hash()
    for path in paths {
      let folder = try SuiteFolder(path)
      let names =
        folder.modules(below: "").map { "\($0).jq" }
        + folder.profiles().map { "profiles/\($0).json" }
        + folder.remedies().map { "remedies/\($0).json" }
      for name in names {
        hash.add(name.utf8)
        hash.add(folder.read(name))
      }
    }
    return hash.digits
  }

  /// A hash of a text.
  static func hash(of text: String) -> String {
    var hash = Hash()
    hash.add(text.utf8)
    return hash.digits
  }

  /// FNV-1a with 64 bits.
  private struct Hash {
    private var sum = 0xCBF2_9CE4_8422_2325 as UInt64

    mutating func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    var digits: String {
      let digits = String(sum, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }

  private func modules(below folder: String) -> [String] {
    var found: [String] = []
    for entry in entries(of: folder) where !entry.hasPrefix(".") {
      if entry.hasSuffix(".jq") {
        found.append(String(entry.dropLast(3)))
      } else if isFolder("\(folder)/\(entry)") {
        found += modules(below: "\(folder)/\(entry)").map { "\(entry)/\($0)" }
      }
    }
    return found
  }

  /// The names in a folder. FileManager resolves each path, which takes longer than to read the files.
  private func entries(of folder: String) -> [String] {
    guard let stream = opendir("\(path)/\(folder)") else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private func isFolder(_ name: String) -> Bool {
    var status = stat()
    return stat("\(path)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
