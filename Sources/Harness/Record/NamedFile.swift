internal import FoundationEssentials
internal import Glibc

/// An input file of a command: a pin, known failures or targets.
public enum NamedFile {
  /// Why a file cannot be read.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// The problem.
    public var description: String
  }

  /// The default maximum size.
  public static let maxBytes = 64 << 20

  /// Reads a file or a pipe to its end, without a byte order mark; nil if the file does not exist.
  public static func read(_ path: String, upTo limit: Int = maxBytes) throws(Failure) -> [UInt8]? {
    // O_NONBLOCK: opening a pipe without a writer must not block; such a pipe is empty.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure(path)
    }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, 0)
    var bytes: [UInt8] = []
    while true {
      var count = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
        count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        initialized = max(0, count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      guard count > 0 else { break }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      guard bytes.count <= limit else {
        throw Failure(description: "\(path) has more than \(limit >> 20) MB")
      }
    }
    return bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(byteOrderMark.count)) : bytes
  }

  /// Some editors write it; it is not a part of the contents.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A failure with the reason in `errno`.
  private static func failure(_ path: String) -> Failure {
    Failure(
      description: errno == EISDIR
        ? "\(path) is a folder, not a file"
        : "\(path) cannot be read: \(String(cString: strerror(errno)))")
  }
}
