import JSONText
import FoundationEssentials
import Glibc
import Harness
import Reports

/// An output file of a command.
///
/// Links are followed. A regular file is replaced in one step, so that readers never see a partial file; a pipe
/// or a device is written to directly.
struct OutputFile: Sendable {
  /// The name in the command.
  let name: String
  /// The path after all links.
  private let path: String
  /// The status of the file before the run; nil if it did not exist.
  private let before: stat?

  /// Resolves the name and notes the state of the file, without changing it.
  init(_ name: String) {
    self.name = name
    path = Self.resolved(name)
    before = Self.inheritedDescriptor(name) == nil ? Self.status(of: path) : nil
    place =
      switch before.map({ $0.st_mode & S_IFMT }) {
      case nil: Self.inheritedDescriptor(name) == nil ? .path(path) : nil
      case S_IFREG: before.map { .file($0.st_dev, $0.st_ino) }
      default: nil
      }
  }

  /// Whether the file can be written. This is tested before the run, without changing anything.
  var isWritable: Bool {
    if let descriptor = Self.inheritedDescriptor(name) {
      let mode = fcntl(descriptor, F_GETFL)
      return mode >= 0 && mode & O_ACCMODE != O_RDONLY
    }
    // A new file requires a writable folder.
    guard let mode = Self.mode(of: path) else {
      let folder = URL(filePath: path).standardizedFileURL.deletingLastPathComponent().path
      return Self.mode(of: folder) == S_IFDIR && access(folder, W_OK | X_OK) == 0
    }
    return mode != S_IFDIR && access(path, W_OK) == 0
  }

  /// The identity of the file; nil for a pipe or a device, which several outputs can share.
  let place: Place?

  /// The identity of a file, independent of its name.
  enum Place: Hashable {
    case file(dev_t, ino_t)
    /// A file that does not exist yet.
    case path(String)
  }

  /// Whether another name leads to the same file.
  func isSame(as other: String) -> Bool { place != nil && place == OutputFile(other).place }

  /// The contents of a regular file; nil if there is none.
  func contents() throws -> [UInt8]? {
    (before?.st_mode ?? 0) & S_IFMT == S_IFREG ? try NamedFile.read(path) : nil
  }

  /// Deletes a regular file of an earlier run, so that it is not mistaken for the output of this run.
  func removeStale() {
    guard Self.inheritedDescriptor(name) == nil, Self.mode(of: path) == S_IFREG else { return }
    // A file that is mounted into a container cannot be deleted, but truncated.
    if unlink(path) != 0 { truncate(path, 0) }
  }

  /// Writes the file.
  func write(_ text: String) throws(UsageError) {
    if let descriptor = Self.inheritedDescriptor(name) {
      // A reader that closed the pipe has read enough.
      guard Console.write(text, to: descriptor) || errno == EPIPE else { throw unwritable(errno) }
      return
    }
    var problem = Self.mode(of: path) ?? S_IFREG == S_IFREG ? replace(with: text) : EBUSY
    // A file that is mounted into a container, or in a folder of another user, cannot be replaced, but its
    // contents can.
    if [EBUSY, EACCES, EPERM, EROFS].contains(problem), Self.mode(of: path) != nil {
      problem = overwrite(with: text)
    }
    guard problem == 0 else { throw unwritable(problem) }
  }

  /// Replaces the file by one with a text. Returns 0, or an error number if nothing was changed.
  private func replace(with text: String) -> Int32 {
    // In the same folder, because files cannot be renamed across file systems.
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let temporary = "\(folder)/.conformance-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    let mode = before.map { $0.st_mode & 0o777 }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o666)
    guard descriptor >= 0 else { return errno }
    // The new file keeps the permissions and the owner of the old one.
    if let mode { fchmod(descriptor, mode) }
    if let before { _ = fchown(descriptor, before.st_uid, before.st_gid) }
    var problem: Int32 = Console.write(text, to: descriptor) ? 0 : errno
    // Some file systems report a lack of space only here.
    if close(descriptor) != 0, problem == 0 { problem = errno }
    if problem == 0, rename(temporary, path) != 0 { problem = errno }
    if problem != 0 { unlink(temporary) }
    return problem
  }

  /// Overwrites the contents of the file. Returns 0, or an error number.
  private func overwrite(with text: String) -> Int32 {
    // O_NONBLOCK: opening a pipe without a reader must not block.
    let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_TRUNC)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    // Blocking again, because a slow reader must receive the complete text.
    _ = fcntl(descriptor, F_SETFL, 0)
    return Console.write(text, to: descriptor) || errno == EPIPE ? 0 : errno
  }

  /// Prints a report as text, and writes it as Markdown to a file; for the name `-`, prints only the
  /// Markdown. The records of the reported runs must not be overwritten.
  static func deliver(_ text: String, markdown: String, to name: String?, of runs: [RunFolder])
    throws(UsageError)
  {
    let file = name.flatMap { $0 == "-" ? nil : OutputFile($0) }
    if let file, runs.contains(where: { file.isSame(as: $0.recordFile) }) {
      throw UsageError("--markdown \(file.name.printable) would overwrite the record of a run")
    }
    Console.print(name == "-" ? markdown : text)
    if let file { try file.write(markdown) }
  }

  private func unwritable(_ problem: Int32) -> UsageError {
    UsageError("\(name.printable) cannot be written: \(String(cString: strerror(problem)))")
  }

  /// The inherited descriptor of a name such as `/dev/stdout` or `/dev/fd/5`. The file is not replaced, because
  /// the caller may be writing to it, too.
  private static func inheritedDescriptor(_ name: String) -> Int32? {
    switch name {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default:
      let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: name.hasPrefix)
      return folder.flatMap { Int32(name.dropFirst($0.count)) }
    }
  }

  /// The type of a file; nil if there is none.
  private static func mode(of path: String) -> mode_t? {
    status(of: path).map { $0.st_mode & S_IFMT }
  }

  /// The status after all links; nil if there is no file.
  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// The path with all links resolved, also if their target does not exist yet; absolute if its folder exists.
  private static func resolved(_ name: String) -> String {
    // A pipe of the shell has no other path.
    if inheritedDescriptor(name) != nil { return name }
    if let mode = mode(of: name), mode != S_IFREG, mode != S_IFDIR { return name }
    var path = name
    // The system also follows at most 40 links.
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
