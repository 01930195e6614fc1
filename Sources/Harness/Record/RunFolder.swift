internal import FoundationEssentials
internal import Glibc
internal import JSONText
internal import Transcripts

/// The folder of a run. It is written during the run, so finished trials survive a crash.
public struct RunFolder: Sendable {
  /// The path.
  public let path: String
  /// The path of its record. The name may differ if the record was moved without the folder.
  public internal(set) var recordFile: String

  /// Why a run cannot be written or read.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// The problem, with the path.
    public var description: String
  }

  /// The folder of a stored run.
  public init(kept path: String) {
    self.path = path
    recordFile = "\(path)/run.json"
  }

  /// Creates a folder below `root` with a name that contains a time and a model.
  public init(below root: String, started: String, model: String?) throws(Failure) {
    let time = started.filter { $0 != "-" && $0 != ":" }
    let name = "\(time)-\(Self.fileName(model ?? "no-model"))"
    var path = "\(root)/\(name)"
    var copy = 2
    do {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    } catch {
      throw Failure(description: "cannot write the run to \(path): \(Self.words(error))")
    }
    // `mkdir` tests and creates in one step, because another run may start in the same second.
    while mkdir(path, 0o777) != 0 {
      guard errno == EEXIST else {
        throw Failure(
          description: "cannot write the run to \(path): \(String(cString: strerror(errno)))")
      }
      path = "\(root)/\(name)-\(copy)"
      copy += 1
    }
    self.init(kept: path)
  }

  /// Points the link `latest`, next to the folder, at the folder.
  public func becomeLatest() {
    let place = URL(filePath: path)
    let link = place.deletingLastPathComponent().appending(path: "latest").path
    let temporary = "\(link).\(place.lastPathComponent)"
    // A file or folder with this name that is not a link stays.
    var status = stat()
    if lstat(link, &status) == 0, status.st_mode & S_IFMT != S_IFLNK { return }
    // Errors are ignored: some file systems have no links.
    try? FileManager.default.createSymbolicLink(
      atPath: temporary, withDestinationPath: place.lastPathComponent)
    if rename(temporary, link) != 0 { try? FileManager.default.removeItem(atPath: temporary) }
  }

  /// Replaces the record in one step, so that readers never see a partial one. Only the final record has to survive a
  /// power failure.
  public func save(_ record: RunRecord) throws(Failure) { try save(record) { false } }

  /// Replaces the record, unless the function returns true before its end.
  func save(_ record: RunRecord, unless isObsolete: () -> Bool) throws(Failure) {
    let isFinal = record.ending != .running
    let problem = FileWriter.replace("\(path)/run.json", isSynced: isFinal) { file in
      record.write { piece in
        guard !isObsolete() else { return false }
        file.write(piece)
        return true
      }
    }
    try check(problem, "run.json")
  }

  /// Writes the JSON of a transcript and the exact bytes of its exchange, to files whose names begin with `stem`;
  /// returns the path of the transcript in the folder.
  func save(_ transcript: [UInt8], _ exchange: Exchange, as stem: String, key: Secret?)
    throws(Failure) -> String
  {
    let clean = key.map(exchange.masked) ?? exchange
    try store(key?.masked(clean.sent) ?? clean.sent, as: "\(stem).request.raw")
    try store(clean.received, as: "\(stem).response.raw")
    let name = "\(stem).json"
    let problem = FileWriter.replace("\(path)/\(name)") { file in
      // Not joined, because that would copy the document.
      file.write(transcript)
      file.write([UInt8(ascii: "\n")])
      return true
    }
    try check(problem, name)
    return name
  }

  /// Writes a file, and creates its folders.
  func store(_ bytes: [UInt8], as name: String) throws(Failure) {
    var problem = FileWriter.write(bytes, to: "\(path)/\(name)")
    if problem == ENOENT {
      do {
        try FileManager.default.createDirectory(
          at: URL(filePath: "\(path)/\(name)").deletingLastPathComponent(),
          withIntermediateDirectories: true)
      } catch {
        throw Failure(
          description: "cannot create the folder of \(name) in \(path): \(Self.words(error))")
      }
      problem = FileWriter.write(bytes, to: "\(path)/\(name)")
    }
    try check(problem, name)
  }

  /// The beginning of the names of the files of an exchange.
  static func stem(of testCase: String, trial: Int, step: Int) -> String {
    "transcripts/\(testCase)/\(trial)-\(step)"
  }

  /// The maximum size of a file that is read. The transcript of the largest answer is smaller.
  private static let maxBytes = 256 << 20

  /// Reads a file of the folder; nil if it does not exist or is too large. Files outside of the folder are not read, although a
  /// record from elsewhere may name them or links may lead to them.
  public func read(_ name: String) -> [UInt8]? {
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains(".."),
      let root = Self.real(path), let file = Self.real("\(path)/\(name)"),
      file.hasPrefix(root == "/" ? root : root + "/"), Self.isRegular(file)
    else { return nil }
    return try? NamedFile.read(file, upTo: Self.maxBytes)
  }

  /// The path with all links resolved; nil if it does not exist.
  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Whether the path is a regular file; reading a pipe may never end.
  private static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Throws the error of a file that could not be written.
  private func check(_ problem: Int32, _ name: String) throws(Failure) {
    guard problem != 0 else { return }
    throw Failure(
      description: "cannot write \(name) to \(path): \(String(cString: strerror(problem)))")
  }

  /// The id of a model as a part of a file name, without slashes.
  private static func fileName(_ model: String) -> String {
    let safe = model.unicodeScalars.prefix(60).map { scalar -> Character in
      let isSafe =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "."
          || scalar == "_")
      return isSafe ? Character(scalar) : "-"
    }
    return String(safe)
  }

  private static func words(_ error: any Error) -> String {
    (error as? CocoaError)?.reason ?? "\(error)"
  }
}

extension CocoaError {
  fileprivate var reason: String {
    switch code {
    case .fileWriteNoPermission: "permission denied"
    case .fileWriteOutOfSpace: "no space left on the device"
    case .fileWriteVolumeReadOnly: "the file system is read-only"
    case .fileWriteFileExists: "a file with that name exists"
    case .fileNoSuchFile: "the folder does not exist"
    default: "\(self)"
    }
  }
}
