import FoundationEssentials
import Glibc
import Reports

/// A file that a command was asked to write.
///
/// What its name links to is meant. A pipe and a device are written to as they are, a regular file takes
/// the place of the one before, so that a reader never meets half of it.
struct OutputFile: Sendable {
  /// The name as it was given.
  let name: String
  private let path: String

  init(_ name: String) {
    self.name = name
    path = Self.end(of: name)
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

  /// Whether another name leads to the same file.
  func isSame(as other: String) -> Bool {
    let other = Self.end(of: other)
    if path == other { return true }
    var (own, others) = (stat(), stat())
    return stat(path, &own) == 0 && stat(other, &others) == 0
      && own.st_dev == others.st_dev && own.st_ino == others.st_ino
  }

  /// Takes away what is there from before, so that nobody takes it for what is about to be written.
  func makeRoom() {
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
    if [EBUSY, EACCES, EPERM, EROFS].contains(problem) { problem = fill(with: text) }
    guard problem == 0 else { throw unwritable(problem) }
  }

  /// Puts a file with a text in its place; what was wrong, or 0, and nothing has changed but then.
  private func replace(with text: String) -> Int32 {
    let place = URL(filePath: path)
    let fresh = place.deletingLastPathComponent()
      .appending(path: ".\(place.lastPathComponent).\(getpid())").path
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return errno }
    var old = stat()
    if stat(path, &old) == 0 { fchmod(descriptor, old.st_mode & 0o7777) }
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
  static func tell(_ text: String, markdown: String, in file: String?) throws(UsageError) {
    Console.print(file == "-" ? markdown : text)
    if let file, file != "-" { try OutputFile(file).write(markdown) }
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
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
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
