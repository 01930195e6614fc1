internal import Glibc

/// Writes the files of a run folder. Each function returns 0, or an error number.
enum FileWriter {
  /// Writes a file. Readers may see a part of it.
  static func write(_ bytes: [UInt8], to path: String) -> Int32 {
    write(to: path) { $0.write(bytes) }
  }

  /// An open file. After a failed write, nothing more is written.
  struct File {
    fileprivate let descriptor: Int32
    /// The error number of the first failure, or 0.
    fileprivate var problem: Int32 = 0

    /// Adds bytes to the file.
    mutating func write(_ bytes: [UInt8]) {
      if problem == 0 { problem = FileWriter.write(bytes, to: descriptor) }
    }
  }

  /// Writes a file in pieces.
  private static func write(
    to path: String, isSynced: Bool = false, _ pieces: (inout File) -> Void
  ) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return errno }
    var file = File(descriptor: descriptor)
    pieces(&file)
    var problem = file.problem
    if problem == 0, isSynced, fsync(descriptor) != 0 { problem = errno }
    // Some file systems report a lack of space only here.
    if close(descriptor) != 0, problem == 0 { problem = errno }
    return problem
  }

  /// Replaces a file in one step, so that readers never see a part of it, even if this process is killed. A synced
  /// file is complete after a power failure, too; this may take long. The file stays unchanged if the function
  /// returns false.
  static func replace(
    _ path: String, isSynced: Bool = false, with pieces: (inout File) -> Bool
  ) -> Int32 {
    // Only one process writes to a run folder, and never two versions of a file at the same time.
    let temporary = "\(path).\(getpid()).tmp"
    var isComplete = false
    var problem = write(to: temporary, isSynced: isSynced) { isComplete = pieces(&$0) }
    guard isComplete || problem != 0 else {
      unlink(temporary)
      return 0
    }
    if problem == 0, rename(temporary, path) != 0 { problem = errno }
    if problem != 0 { unlink(temporary) }
    return problem
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return 0
  }
}
