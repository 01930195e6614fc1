internal import JSONText

/// The events of a stream, grouped by shape.
///
/// The events of a shape differ in the texts of their deltas, in the values of the tool calls in them, and in place and
/// time. A check that reads none of these needs one event of each shape, and a long stream has few shapes.
struct EventShapes {
  private var groups: [Group] = []
  private var groupByKey: [[UInt8]: Int] = [:]
  private var key: [UInt8] = []

  /// The events of a shape: the positions of the first and the last, and their number.
  private struct Group {
    let first: Int
    var last: Int
    var count = 1
  }

  /// Where a value is in an event.
  private enum Surroundings {
    case event, delta, toolCalls
  }

  /// The members of a delta that are texts.
  private static let texts: Set = [
    "content", "reasoning", "reasoning_content", "refusal",
  ]

  init(_ events: [Event], _ values: [StrictJSON.Decoded]) {
    for (position, (event, value)) in zip(events, values).enumerated() {
      add(event, value, at: position)
    }
  }

  var json: JSON {
    .array(
      groups.map {
        ["first": JSON($0.first), "last": JSON($0.last), "count": JSON($0.count)]
      })
  }

  private mutating func add(_ event: Event, _ decoded: StrictJSON.Decoded, at position: Int) {
    // The defects have places in the text, which is different in each event.
    if decoded.defects.isEmpty {
      write(event, decoded)
      if let group = groupByKey[key] {
        groups[group].last = position
        groups[group].count += 1
        return
      }
      groupByKey[key] = groups.count
    }
    groups.append(Group(first: position, last: position))
  }

  /// Writes what is equal in all events of a shape.
  private mutating func write(_ event: Event, _ decoded: StrictJSON.Decoded) {
    key.removeAll(keepingCapacity: true)
    write(event.name ?? "", as: event.name == nil ? "0" : "1")
    key.append(event.id == nil ? 0 : 1)
    key.append(event.retry == nil ? 0 : 1)
    key.append(event.dataLines == 1 ? 0 : 1)
    write(event.ending.rawValue, as: "e")
    if let value = decoded.value {
      write(value, in: .event)
    } else {
      write(event.data, as: "d")
    }
  }

  private mutating func write(_ value: JSON, in surroundings: Surroundings) {
    switch value {
    case .null: key.append(UInt8(ascii: "n"))
    case .bool(let truth): key.append(UInt8(ascii: truth ? "t" : "f"))
    case .number(let lexeme): write(surroundings == .toolCalls ? "" : lexeme, as: "#")
    case .string(let text):
      if surroundings == .toolCalls { writeKind(of: text) } else { write(text, as: "\"") }
    case .array(let elements):
      key.append(UInt8(ascii: "["))
      for element in elements { write(element, in: surroundings) }
      key.append(UInt8(ascii: "]"))
    case .object(let members):
      key.append(UInt8(ascii: "{"))
      for member in members {
        write(member.key, as: ":")
        switch (surroundings, member.key) {
        case (.event, "delta"): write(member.value, in: .delta)
        case (.delta, "tool_calls"): write(member.value, in: .toolCalls)
        case (.delta, let name) where Self.texts.contains(name):
          if let text = member.value.string {
            writeKind(of: text)
          } else {
            write(member.value, in: surroundings)
          }
        default: write(member.value, in: surroundings)
        }
      }
      key.append(UInt8(ascii: "}"))
    }
  }

  /// Writes whether a text is empty or blank.
  private mutating func writeKind(of text: String) {
    key.append(UInt8(ascii: text.isEmpty ? "e" : text.isBlank ? "b" : "w"))
  }

  /// Writes a text with its length, so that no two values are written alike.
  private mutating func write(_ text: String, as kind: Unicode.Scalar) {
    key.append(UInt8(ascii: kind))
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.utf8.count)) { key.append(contentsOf: $0) }
    key.append(contentsOf: text.utf8)
  }
}

extension String {
  /// Whether all characters are white space.
  fileprivate var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
