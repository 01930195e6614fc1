internal import FoundationEssentials
internal import Glibc
internal import JSONText
internal import Transcripts

/// Where a run is kept, written as the run goes: whatever ended is safe.
public struct RunFolder: Sendable {
  /// The folder.
  public let path: String
  /// The file of its record, which may go by another name where it was taken elsewhere alone.
  public internal(set) var recordFile: String

  /// Why a run cannot be kept.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// What went wrong, and where.
    public var description: String
  }

  /// Opens the folder of a kept run.
  public init(kept path: String) {
    self.path = path
    recordFile = "\(path)/run.json"
  }

  /// Makes a new folder below `root`, named after a time and a model.
  public init(below root: String, started: String, model: String?) throws(Failure) {
    let time = started.filter { $0 != "-" && $0 != ":" }
    let name = "\(time)-\(Self.fileName(model ?? "no-model"))"
    var path = "\(root)/\(name)"
    var copy = 2
    do {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    } catch {
      throw Failure(description: "the run cannot be kept in \(path): \(Self.words(error))")
    }
    // Made rather than looked for: another run of this second may be about to take the name.
    while mkdir(path, 0o777) != 0 {
      guard errno == EEXIST else {
        throw Failure(
          description: "the run cannot be kept in \(path): \(String(cString: strerror(errno)))")
      }
      path = "\(root)/\(name)-\(copy)"
      copy += 1
    }
    self.init(kept: path)
  }

  /// Points `latest`, beside the folder, at it.
  public func becomeLatest() {
    let place = URL(filePath: path)
    let link = place.deletingLastPathComponent().appending(path: "latest").path
    let fresh = "\(link).\(place.lastPathComponent)"
    // What somebody else called so stays.
    var status = stat()
    if lstat(link, &status) == 0, status.st_mode & S_IFMT != S_IFLNK { return }
    // A file system without links costs the convenience, not the run.
    try? FileManager.default.createSymbolicLink(
      atPath: fresh, withDestinationPath: place.lastPathComponent)
    if rename(fresh, link) != 0 { try? FileManager.default.removeItem(atPath: fresh) }
  }

  /// Replaces the run record as a whole, so that a reader never meets half of one.
  public func save(_ record: RunRecord) throws(Failure) {
    try write(record.json.bytes(pretty: true) + [UInt8(ascii: "\n")], to: "run.json", atomic: true)
  }

  /// Writes a transcript and the exact bytes of its exchange, to files that begin with `stem`; returns the
  /// path of the transcript within the folder.
  func save(_ transcript: Transcript, _ exchange: Exchange, as stem: String, key: Secret?)
    throws(Failure) -> String
  {
    let clean = key.map(exchange.masked) ?? exchange
    try keep(key?.masked(clean.sent) ?? clean.sent, as: "\(stem).request.raw")
    try keep(clean.received, as: "\(stem).response.raw")
    try write(transcript.json.bytes() + [UInt8(ascii: "\n")], to: "\(stem).json", atomic: true)
    return "\(stem).json"
  }

  /// Keeps a file, in folders that need not be there yet.
  func keep(_ bytes: [UInt8], as name: String) throws(Failure) {
    let folder = URL(filePath: "\(path)/\(name)").deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(description: "no folder for \(name) in \(path): \(Self.words(error))")
    }
    try write(bytes, to: name)
  }

  /// What the names of the files of an exchange begin with.
  static func stem(of testCase: String, trial: Int, step: Int) -> String {
    "transcripts/\(testCase)/\(trial)-\(step)"
  }

  /// Reads a file of the folder; nil when it is not there. A record that comes from elsewhere may name
  /// files outside of it, or lead there by links; they are none of the run's.
  public func read(_ name: String) -> [UInt8]? {
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains(".."),
      let root = Self.real(path), let file = Self.real("\(path)/\(name)"),
      file.hasPrefix(root == "/" ? root : root + "/"), Self.isRegular(file)
    else { return nil }
    return FileManager.default.contents(atPath: file).map(Array.init)
  }

  /// Where a path leads, every link followed; nil where nothing is there.
  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Whether reading it comes to an end: a pipe need not.
  private static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private func write(_ bytes: [UInt8], to name: String, atomic: Bool = false) throws(Failure) {
    do {
      try Data(bytes).write(
        to: URL(filePath: "\(path)/\(name)"), options: atomic ? .atomic : [])
    } catch {
      throw Failure(description: "\(name) cannot be written to \(path): \(Self.words(error))")
    }
  }

  private static func fileName(_ model: String) -> String {
    let safe = model.unicodeScalars.prefix(60).map { scalar -> Character in
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "."
          || scalar == "_")
      return isPlain ? Character(scalar) : "-"
    }
    return String(safe)
  }

  private static func words(_ error: any Error) -> String {
    if let known = error as? CocoaError {
      return "\(known.code)".isEmpty ? "\(error)" : known.reason
    }
    return "\(error)"
  }
}

extension CocoaError {
  fileprivate var reason: String {
    switch code {
    case .fileWriteNoPermission: "permission denied"
    case .fileWriteOutOfSpace: "no space is left"
    case .fileWriteVolumeReadOnly: "the file system is read-only"
    case .fileWriteFileExists: "a file of that name is in the way"
    case .fileNoSuchFile: "there is no such folder"
    default: "\(self)"
    }
  }
}
