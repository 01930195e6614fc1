import FoundationEssentials
import Reports

/// A file that a command was asked to write.
enum OutputFile {
  /// Writes it as a whole, so that a reader never meets half of it.
  static func write(_ text: String, to path: String) throws(UsageError) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw UsageError("\(path.printable) cannot be written: is its folder there, and yours?")
    }
  }

  /// Prints a text, or the same in Markdown where `-` asks for that; a file gets the Markdown.
  static func tell(_ text: String, markdown: String, in file: String?) throws(UsageError) {
    Console.print(file == "-" ? markdown : text)
    if let file, file != "-" { try write(markdown, to: file) }
  }
}
