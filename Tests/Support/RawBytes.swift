/// The bytes of a text in which `‹C3 28›` stands for the bytes C3 and 28.
public func raw(_ text: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = text[...]
  while let open = rest.firstIndex(of: "‹"), let close = rest[open...].firstIndex(of: "›") {
    bytes += rest[..<open].utf8
    bytes += rest[rest.index(after: open)..<close].split(separator: " ")
      .compactMap { UInt8($0, radix: 16) }
    rest = rest[rest.index(after: close)...]
  }
  return bytes + rest.utf8
}
