import Foundation
import JSONText
import Testing
import Transcripts
@Suite("dump") struct GrowthDump {
  @Test("dump", .enabled(if: ProcessInfo.processInfo.environment["DUMP"] != nil))
  func dump() throws {
    let folder = ProcessInfo.processInfo.environment["DUMP"]!
    for dimension in GrowingExchange.allCases {
      for count in [10, 100, 1000, 10000] {
        let began = Date()
        let t = dimension.transcript(count).json
        let took = Date().timeIntervalSince(began)
        let text = t.text
        print(dimension, count, Int(took * 1000), "ms", text.utf8.count / 1000, "KB")
        try text.write(
          toFile: "\(folder)/\(dimension).\(count).json", atomically: false, encoding: .utf8)
      }
    }
  }
}
