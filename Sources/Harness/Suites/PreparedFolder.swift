internal import FoundationEssentials
internal import Glibc
internal import JQ

/// A folder with files that are derived from the suites: their metadata, and an image of their programs.
///
/// Its name depends on the contents and the path of the suites, so that it never has to be updated.
public struct PreparedFolder: Sendable {
  /// The path.
  public let path: String
  /// The folder of the suites.
  let suites: String
  /// Whether other users read the folder.
  private let isShared: Bool

  /// The beginning of the path of the image of the programs.
  public var image: String { "\(path)/programs-" }

  /// The number of folders in the cache and of images in a folder, so that they do not grow with every change of
  /// the suites or of a library.
  private static let kept = 4

  /// A folder below `parent` for the suites in another folder, which have this digest.
  public init(below parent: String, for suites: String, digest: String, isShared: Bool = false) {
    self.suites = suites
    self.isShared = isShared
    path = "\(parent)/\(digest)-\(SuiteFolder.hash(of: suites))"
  }

  /// Whether only we or the administrator can change the folder: the image in it contains addresses of
  /// functions.
  public var isTrusted: Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && Self.isOurs(status)
  }

  /// Whether we can add files to the folder.
  public var isWritable: Bool { access(path, W_OK) == 0 }

  /// Notes that the folder is used, so that it is not removed as an old one.
  public func noteUse() { utimensat(AT_FDCWD, path, nil, 0) }

  /// Creates the folder, and removes the oldest ones next to it. Returns whether it can be used.
  public func create() -> Bool {
    guard !isTrusted else { return true }
    let parent = URL(filePath: path).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    guard mkdir(path, isShared ? 0o755 : 0o700) == 0 else { return isTrusted }
    Self.removeOldest(in: parent) { $0.wholeMatch(of: /[0-9a-f]{16}-[0-9a-f]{16}/) != nil }
    return isTrusted
  }

  /// The content of a file; nil if it does not exist, or if another user could have written it.
  func read(_ name: String) -> [UInt8]? {
    guard isTrusted else { return nil }
    var status = stat()
    guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      Self.isOurs(status)
    else { return nil }
    return try? NamedFile.read("\(path)/\(name)")
  }

  /// Writes a file in one step. If that fails, the file is missing and will be derived again.
  func write(_ bytes: [UInt8], to name: String) {
    guard create() else { return }
    let temporary = "\(path)/\(name).\(String(UInt64.random(in: 0 ... .max), radix: 36)).part"
    let isWritten = FileManager.default.createFile(
      atPath: temporary, contents: Data(bytes), attributes: [.posixPermissions: 0o644])
    if !isWritten || rename(temporary, "\(path)/\(name)") != 0 { unlink(temporary) }
  }

  private static func isOurs(_ status: stat) -> Bool {
    (status.st_uid == geteuid() || status.st_uid == 0) && status.st_mode & 0o022 == 0
  }

  /// The file with the reason why there is no image.
  private static let reasonFile = "no-image"
  /// The time in seconds after which an image that could not be made is tried again.
  private static let retryTime = 86_400

  /// Notes why an image could not be made.
  func note(_ failure: ProgramImage.Failure) {
    write(Array(failure.description.utf8), to: Self.reasonFile)
  }

  /// Whether an image could not be made shortly before.
  public var hasFailed: Bool {
    var status = stat()
    return isTrusted && lstat("\(path)/\(Self.reasonFile)", &status) == 0
      && time(nil) - status.st_mtim.tv_sec < Self.retryTime
  }

  /// Removes the images of earlier versions of the libraries, and incomplete ones.
  func removeOldImages() { Self.removeOldest(in: path) { $0.hasPrefix("programs-") } }

  /// Removes some entries of a folder, except for the newest ones.
  private static func removeOldest(in folder: String, where isMeant: (String) -> Bool) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let dated = names.filter(isMeant).map { name in
      var status = stat()
      lstat("\(folder)/\(name)", &status)
      return (path: "\(folder)/\(name)", time: status.st_mtim.tv_sec)
    }
    for entry in dated.sorted(by: { $0.time > $1.time }).dropFirst(kept) {
      try? FileManager.default.removeItem(atPath: entry.path)
    }
  }
}
