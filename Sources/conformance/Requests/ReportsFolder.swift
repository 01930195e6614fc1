import FoundationEssentials
import Glibc

/// The folder that runs are written to.
enum ReportsFolder {
  static let option = Option.value("reports", "DIR", "The folder of runs (default: reports).")

  /// The folder. It is tested before the run, without creating it.
  static func checked(_ arguments: Arguments) throws(UsageError) -> String {
    let reports = arguments.value("reports") ?? "reports"
    var folder = URL(filePath: reports).standardizedFileURL
    // The run creates missing folders, so the nearest existing one must be writable.
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
      folder = folder.deletingLastPathComponent()
    }
    var isFolder = false
    _ = FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
    guard isFolder, access(folder.path, W_OK | X_OK) == 0 else {
      throw UsageError(
        "cannot write runs to \(reports): \(folder.path) "
          + (isFolder ? "is not writable" : "is not a folder") + "; --reports DIR selects another")
    }
    return reports
  }
}
