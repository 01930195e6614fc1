import JSONText
import Foundation
import Support
import Testing

@Suite("Strict JSON is sound for arbitrary input")
struct StrictJSONPropertyTests {
  @Test("reads what it wrote", arguments: 0..<500)
  func roundTrip(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let value = arbitrary(depth: 5, using: &random)
    for pretty in [false, true] {
      let bytes = value.bytes(pretty: pretty)
      let decoded = StrictJSON.decode(bytes)
      #expect(decoded.value?.bytes(pretty: pretty) == bytes)
      #expect(decoded.value == value)
      #expect(Set(decoded.defects.map(\.kind)).isSubset(of: ["duplicate-key", "number-range"]))
    }
  }

  @Test("accepts any bytes, with offsets inside them", arguments: 0..<20)
  func anyBytes(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<1000 {
      let count = Int.random(in: 0..<64, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      expectSound(bytes)
    }
  }

  @Test("accepts nothing that Foundation rejects", arguments: 0..<20)
  func foundation(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<500 {
      var bytes = arbitrary(depth: 3, using: &random).bytes()
      for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(syntax.randomElement(using: &random) ?? 0, at: place)
        default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
        }
      }
      expectSound(bytes)
      let decoded = StrictJSON.decode(bytes)
      let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      if decoded.value != nil, decoded.defects.isEmpty {
        #expect(theirs != nil, "\(String(decoding: bytes, as: UTF8.self))")
      } else if theirs != nil {
        let lenient: Set = ["duplicate-key", "trailing-comma", "number-precision"]
        #expect(
          decoded.defects.contains { lenient.contains($0.kind) },
          "\(String(decoding: bytes, as: UTF8.self)) \(decoded.defects)")
      }
    }
  }

  private let syntax = Array(#"[]{}:,"\ 0123456789.eE+-tfn/'"#.utf8)

  private func expectSound(_ bytes: [UInt8]) {
    let decoded = StrictJSON.decode(bytes)
    #expect(decoded.defects.allSatisfy { 0...bytes.count ~= $0.offset })
    #expect(decoded.value != nil || !decoded.defects.isEmpty)
    guard let value = decoded.value else { return }
    #expect(StrictJSON.decode(value.bytes()).value == value)
  }

  private func arbitrary(depth: Int, using random: inout SeededGenerator) -> JSON {
    let kinds = depth == 0 ? 4 : 6
    switch Int.random(in: 0..<kinds, using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(numbers.randomElement(using: &random) ?? "0")
    case 3: return .string(text(using: &random))
    case 4:
      return .array(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          arbitrary(depth: depth - 1, using: &random)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          JSON.Member(text(using: &random), arbitrary(depth: depth - 1, using: &random))
        })
    }
  }

  private func text(using random: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      text += pieces.randomElement(using: &random) ?? ""
    }
    return text
  }

  private let numbers = ["0", "-0", "1.10", "-3e-7", "1E+5", "123456789", "0.5"]
  private let pieces = [
    "a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "e\u{301}", "😀", "\u{FEFF}",
    "\u{FFFD}", "\u{2028}", "u0041",
  ]
}
