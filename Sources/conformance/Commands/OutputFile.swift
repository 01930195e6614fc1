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
    guard Self.mode(of: path) == S_IFREG else { return }
    // A file that a container lent alone cannot go, but be emptied.
    if unlink(path) != 0 { truncate(path, 0) }
  }

  /// Writes it.
  func write(_ text: String) throws(UsageError) {
    let mode = Self.mode(of: path) ?? S_IFREG
    let data = Data(text.utf8)
    if mode == S_IFREG, (try? data.write(to: URL(filePath: path), options: .atomic)) != nil {
      return
    }
    // Nobody may ever read from a pipe; where nobody does, opening it must not wait.
    let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_TRUNC)
    guard descriptor >= 0 else { throw UsageError.unwritable(name) }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, 0)
    guard Console.write(text, to: descriptor) || errno == EPIPE else {
      throw UsageError.unwritable(name)
    }
  }

  /// Prints a text, or the same in Markdown where `-` asks for that; a file gets the Markdown.
  static func tell(_ text: String, markdown: String, in file: String?) throws(UsageError) {
    Console.print(file == "-" ? markdown : text)
    if let file, file != "-" { try OutputFile(file).write(markdown) }
  }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Where a name leads, a link to what is not there yet included; absolute where its folder is there.
  private static func end(of name: String) -> String {
    // A pipe that a shell lends has a name, and none that it leads to.
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

extension UsageError {
  fileprivate static func unwritable(_ name: String) -> UsageError {
    UsageError("\(name.printable) cannot be written: is its folder there, and yours?")
  }
}
