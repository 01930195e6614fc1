internal import FoundationEssentials
internal import JSONText
internal import Transcripts

extension RunFolder {
  /// Opens a stored run by its folder or by its record, which may have been moved without the folder.
  public static func opened(at path: String) throws(Failure) -> (
    folder: RunFolder, record: RunRecord
  ) {
    let path = latest(path)
    var isFolder = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = URL(filePath: path)
    var folder =
      isFolder || !isThere
      ? RunFolder(kept: path) : RunFolder(kept: file.deletingLastPathComponent().relativePath)
    let name = isFolder || !isThere ? "run.json" : file.lastPathComponent
    // The user named this file, so links may lead out of the folder.
    let bytes: [UInt8]?
    do {
      bytes = try NamedFile.read("\(folder.path)/\(name)", upTo: 1 << 30)
    } catch {
      throw Failure(description: error.description)
    }
    guard let bytes else {
      throw Failure(
        description: "\(path) contains no \(name); give the folder of a run, such as reports/latest"
      )
    }
    guard let json = StrictJSON.decode(bytes).value, let record = RunRecord(json) else {
      throw Failure(
        description:
          "\(folder.path)/\(name) is not a complete record of a run (version \(RunRecord.version))"
      )
    }
    folder.recordFile = "\(folder.path)/\(name)"
    return (folder, record)
  }

  /// The current target of the link `latest`, which another run may soon change.
  private static func latest(_ path: String) -> String {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
      !target.contains("/"), target != "..", target != "."
    else { return path }
    let folder = URL(filePath: path).deletingLastPathComponent().relativePath
    return folder == "." && !path.hasPrefix("./") ? target : "\(folder)/\(target)"
  }
}
