import FoundationEssentials
import Glibc

/// Where runs are kept.
enum ReportsFolder {
  static let option = Option.value("reports", "DIR", "Where runs are kept (reports).")

  /// The folder that was asked for, found to be one before a run rather than after it; nothing is made.
  static func checked(_ arguments: Arguments) throws(UsageError) -> String {
    let reports = arguments.value("reports") ?? "reports"
    var folder = URL(filePath: reports).standardizedFileURL
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
      folder = folder.deletingLastPathComponent()
    }
    var isFolder = false
    _ = FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
    guard isFolder, access(folder.path, W_OK | X_OK) == 0 else {
      throw UsageError(
        "no run can be kept in \(reports): \(folder.path) "
          + (isFolder ? "may not be written to" : "is no folder") + "; --reports DIR names another")
    }
    return reports
  }
}
