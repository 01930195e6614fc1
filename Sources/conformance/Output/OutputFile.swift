import JSONText
import FoundationEssentials
import Glibc
import Harness
import Reports

/// A file that a command was asked to write.
///
/// What its name links to is meant. A pipe and a device are written to as they are, a regular file takes
/// the place of the one before, so that a reader never meets half of it.
struct OutputFile: Sendable {
  /// The name as it was given.
  let name: String
  private let path: String
  /// What was there when it was named; nil where nothing was.
  private let before: stat?

  init(_ name: String) {
    self.name = name
    path = Self.end(of: name)
    before = Self.lent(as: name) == nil ? Self.status(of: path) : nil
    place =
      switch before.map({ $0.st_mode & S_IFMT }) {
      case nil: Self.lent(as: name) == nil ? .path(path) : nil
      case S_IFREG: before.map { .file($0.st_dev, $0.st_ino) }
      default: nil
      }
  }

  /// Whether it can be written, found out before anything is done rather than after it; nothing is changed.
  var canBeWritten: Bool {
    if let descriptor = Self.lent(as: name) {
      let mode = fcntl(descriptor, F_GETFL)
      return mode >= 0 && mode & O_ACCMODE != O_RDONLY
    }
    guard let mode = Self.mode(of: path) else {
      let folder = URL(filePath: path).standardizedFileURL.deletingLastPathComponent().path
      return Self.mode(of: folder) == S_IFDIR && access(folder, W_OK | X_OK) == 0
    }
    return mode != S_IFDIR && access(path, W_OK) == 0
  }

  /// Which file it is, for those that cannot be shared: what is written to a pipe or a device adds up.
  let place: Place?

  /// A file, whatever its name.
  enum Place: Hashable {
    case file(dev_t, ino_t)
    /// One that is not there yet.
    case path(String)
  }

  /// Whether another name leads to the same file.
  func isSame(as other: String) -> Bool { place != nil && place == OutputFile(other).place }

  /// What is there, where it is a file to be read; nil for what is new.
  func contents() throws -> [UInt8]? {
    (before?.st_mode ?? 0) & S_IFMT == S_IFREG ? try NamedFile.read(path) : nil
  }

  /// Takes away what is there from before, so that nobody takes it for what is about to be written.
  func removeStale() {
    guard Self.lent(as: name) == nil, Self.mode(of: path) == S_IFREG else { return }
    // A file that a container lent alone cannot go, but be emptied.
    if unlink(path) != 0 { truncate(path, 0) }
  }

  /// Writes it.
  func write(_ text: String) throws(UsageError) {
    if let descriptor = Self.lent(as: name) {
      guard Console.write(text, to: descriptor) || errno == EPIPE else { throw unwritable(errno) }
      return
    }
    var problem = Self.mode(of: path) ?? S_IFREG == S_IFREG ? replace(with: text) : EBUSY
    // Of a file that a container lent alone, or in a folder of somebody else's, the words alone can change.
    if [EBUSY, EACCES, EPERM, EROFS].contains(problem), Self.mode(of: path) != nil {
      problem = fill(with: text)
    }
    guard problem == 0 else { throw unwritable(problem) }
  }

  /// Puts a file with a text in its place; what was wrong, or 0, and nothing has changed but then.
  private func replace(with text: String) -> Int32 {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let fresh = "\(folder)/.conformance-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    let mode = before.map { $0.st_mode & 0o777 }
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o666)
    guard descriptor >= 0 else { return errno }
    if let mode { fchmod(descriptor, mode) }
    if let before { _ = fchown(descriptor, before.st_uid, before.st_gid) }
    var problem: Int32 = Console.write(text, to: descriptor) ? 0 : errno
    // Some file systems tell only now that there was no room.
    if close(descriptor) != 0, problem == 0 { problem = errno }
    if problem == 0, rename(fresh, path) != 0 { problem = errno }
    if problem != 0 { unlink(fresh) }
    return problem
  }

  /// Writes into what is there; what was wrong, or 0.
  private func fill(with text: String) -> Int32 {
    // Nobody may ever read from a pipe; where nobody does, opening it must not wait.
    let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_TRUNC)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, 0)
    return Console.write(text, to: descriptor) || errno == EPIPE ? 0 : errno
  }

  /// Prints a text, or the same in Markdown where `-` asks for that; a file gets the Markdown.
  /// None of the records that it is made from is written over.
  static func tell(_ text: String, markdown: String, in name: String?, of runs: [RunFolder])
    throws(UsageError)
  {
    let file = name.flatMap { $0 == "-" ? nil : OutputFile($0) }
    if let file, runs.contains(where: { file.isSame(as: $0.recordFile) }) {
      throw UsageError("--markdown \(file.name.printable) would take the place of a run's record")
    }
    Console.print(name == "-" ? markdown : text)
    if let file { try file.write(markdown) }
  }

  private func unwritable(_ problem: Int32) -> UsageError {
    UsageError("\(name.printable) cannot be written: \(String(cString: strerror(problem)))")
  }

  /// The open file that a name such as `/dev/stdout` or `/dev/fd/5` stands for: whoever lends it may be
  /// adding to it.
  private static func lent(as name: String) -> Int32? {
    switch name {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default:
      let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: name.hasPrefix)
      return folder.flatMap { Int32(name.dropFirst($0.count)) }
    }
  }

  private static func mode(of path: String) -> mode_t? {
    status(of: path).map { $0.st_mode & S_IFMT }
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// Where a name leads, a link to what is not there yet included; absolute where its folder is there.
  private static func end(of name: String) -> String {
    // A pipe that a shell lends has a name, and none that it leads to.
    if lent(as: name) != nil { return name }
    if let mode = mode(of: name), mode != S_IFREG, mode != S_IFDIR { return name }
    var path = name
    // More links than that lead nowhere, as the system has it too.
    for _ in 0..<40 {
      if let real = realpath(path, nil) {
        defer { free(real) }
        return String(cString: real)
      }
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      let folder = URL(filePath: path).deletingLastPathComponent().relativePath
      guard count > 0 else {
        guard let real = realpath(folder.isEmpty ? "." : folder, nil) else { return path }
        defer { free(real) }
        return "\(String(cString: real))/\(URL(filePath: path).lastPathComponent)"
      }
      let target = String(
        decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = target.hasPrefix("/") ? target : "\(folder)/\(target)"
    }
    return path
  }
}
