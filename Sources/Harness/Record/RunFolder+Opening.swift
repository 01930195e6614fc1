internal import FoundationEssentials
internal import Transcripts

extension RunFolder {
  /// Opens a kept run: its folder, or its record, which may have been taken elsewhere alone.
  public static func opened(at path: String) throws(Failure) -> (
    folder: RunFolder, record: RunRecord
  ) {
    var isFolder = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = URL(filePath: path)
    let folder =
      isFolder || !isThere
      ? RunFolder(kept: path) : RunFolder(kept: file.deletingLastPathComponent().relativePath)
    let name = isFolder || !isThere ? "run.json" : file.lastPathComponent
    // Whoever names it means it, wherever its links lead.
    guard let bytes = FileManager.default.contents(atPath: "\(folder.path)/\(name)").map(Array.init)
    else {
      throw Failure(
        description: "\(path) holds no \(name); name the folder of a run, such as reports/latest")
    }
    guard let json = StrictJSON.decode(bytes).value, let record = RunRecord(json) else {
      throw Failure(
        description:
          "\(folder.path)/\(name) is not the record of a run (version \(RunRecord.version))")
    }
    return (folder, record)
  }
}
