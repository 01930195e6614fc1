import Transcripts

extension Event {
  /// What clients see of it, as `type|data|id`.
  var forClients: String {
    "\(name.flatMap { $0.isEmpty ? nil : $0 } ?? "message")|\(data)|\(id ?? "")"
  }
}

/// A parser of event streams that follows the prose of the standard step by step, as a reference.
enum ReferenceEventStreamParser {
  /// The events of a stream, as `type|data|id`.
  static func events(in bytes: [UInt8]) -> [String] {
    var events: [String] = []
    var data = ""
    var type = ""
    var id = ""
    // The last line has no end, so it does not count.
    for line in lines(of: bytes).dropLast() {
      if line.isEmpty {
        if !data.isEmpty {
          data.unicodeScalars.removeLast()
          events.append("\(type.isEmpty ? "message" : type)|\(data)|\(id)")
        }
        (data, type) = ("", "")
        continue
      }
      let name = line.prefix { $0 != ":" }
      var value = line.dropFirst(name.count + 1)
      if value.first == " " { value = value.dropFirst() }
      let text = String(String.UnicodeScalarView(value))
      switch String(String.UnicodeScalarView(name)) {
      case "event": type = text
      case "data": data += text + "\n"
      case "id" where !value.contains("\0"): id = text
      default: break
      }
    }
    return events
  }

  /// The lines, ended by LF, CR or CR LF, without a byte order mark at the start.
  private static func lines(of bytes: [UInt8]) -> [[Unicode.Scalar]] {
    var text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    if text.first == "\u{FEFF}" { text.removeFirst() }
    var lines: [[Unicode.Scalar]] = [[]]
    for (index, scalar) in text.enumerated() {
      switch scalar {
      case "\n" where index > 0 && text[index - 1] == "\r": break
      case "\n", "\r": lines.append([])
      default: lines[lines.count - 1].append(scalar)
      }
    }
    return lines
  }
}
