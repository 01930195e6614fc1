internal import FoundationEssentials
internal import JSONText
internal import Transcripts

extension RunFolder {
  /// Opens a kept run: its folder, or its record, which may have been taken elsewhere alone.
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
    // Whoever names it means it, wherever its links lead.
    let bytes: [UInt8]?
    do {
      bytes = try NamedFile.read("\(folder.path)/\(name)", upTo: 1 << 30)
    } catch {
      throw Failure(description: error.description)
    }
    guard let bytes else {
      throw Failure(
        description: "\(path) holds no \(name); name the folder of a run, such as reports/latest")
    }
    guard let json = StrictJSON.decode(bytes).value, let record = RunRecord(json) else {
      throw Failure(
        description:
          "\(folder.path)/\(name) is not the record of a run (version \(RunRecord.version)), or not all of it"
      )
    }
    folder.recordFile = "\(folder.path)/\(name)"
    return (folder, record)
  }

  /// The folder that `latest` stands for now: another run's may soon have taken its place.
  private static func latest(_ path: String) -> String {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
      !target.contains("/"), target != "..", target != "."
    else { return path }
    let folder = URL(filePath: path).deletingLastPathComponent().relativePath
    return folder == "." && !path.hasPrefix("./") ? target : "\(folder)/\(target)"
  }
}
