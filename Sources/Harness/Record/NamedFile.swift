internal import FoundationEssentials
internal import Glibc

/// A file that somebody names for a command to read: a pin, what is known to fail, targets.
public enum NamedFile {
  /// Why one cannot be read.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// What is wrong.
    public var description: String
  }

  /// More than anybody writes.
  public static let mostBytes = 64 << 20

  /// Reads a file, or a pipe, to its end, without the mark that some editors put before a text; nil where
  /// nothing of that name is there.
  public static func read(_ path: String, upTo most: Int = mostBytes) throws(Failure) -> [UInt8]? {
    // A pipe to which nobody writes is empty; opening it must not wait for somebody.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure(path)
    }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, 0)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      guard count > 0 else { break }
      bytes += piece.prefix(count)
      guard bytes.count <= most else {
        throw Failure(description: "\(path) has more than \(most >> 20) MB")
      }
    }
    return bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func failure(_ path: String) -> Failure {
    Failure(
      description: errno == EISDIR
        ? "\(path) is a folder, and a file is wanted"
        : "\(path) cannot be read: \(String(cString: strerror(errno)))")
  }
}
