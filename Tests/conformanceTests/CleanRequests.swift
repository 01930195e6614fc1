import Foundation
import Harness
import Synchronization
import JSONText
import Transcripts

@testable import ReferenceServer

/// Every request of a run against a clean server, as the server receives it.
enum CleanRequests {
  /// The requests, in the order of the cases and of their responses.
  static let shared = Task { try await requests() }

  /// How many cases run at the same time.
  private static let width = 8

  private static func requests() async throws -> [ServedRequest] {
    let harness = try await LawHarness.shared.value
    // The function that performs an exchange does not know its case, so each case has a separate run.
    let modules = Set(harness.complete.trials.map(\.testCase.module)).sorted()
    let places = Places(width)
    let sent = try await withThrowingTaskGroup(of: (Int, [HTTPRequest]).self) { group in
      for (number, module) in modules.enumerated() {
        group.addTask {
          await places.take()
          defer { Task { await places.give() } }
          return (number, try await requests(of: module, by: harness))
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let clean = Endpoint(key: LawHarness.key, isRepeatable: true)
    return modules.enumerated().flatMap { number, module in
      (sent[number] ?? []).map { request in
        ServedRequest(
          request, of: module, key: LawHarness.key, identity: clean.identity(of: request))
      }
    }
  }

  private static func requests(of module: String, by harness: LawHarness) async throws
    -> [HTTPRequest]
  {
    var plan = harness.complete
    plan.trials.removeAll { $0.testCase.module != module }
    plan.checks = []
    let sent = Mutex<[Exchange]>([])
    _ = try await harness.record(with: [], isJudged: false, plan: plan) { exchange in
      sent.withLock { $0.append(exchange) }
    }
    return sent.withLock { $0 }.compactMap(HTTPRequest.init)
  }
}

extension HTTPRequest {
  /// Reads the sent bytes, in which the key is masked.
  fileprivate init?(sent exchange: Exchange) {
    guard let end = exchange.sent.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: exchange.sent[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return nil }
    self.init(method: String(words[0]), path: String(words[1].prefix { $0 != "?" }))
    isHTTP11 = words[2] == "HTTP/1.1"
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      var value = parts[1].trimmingCharacters(in: .whitespaces)
      if value.contains("***") {
        let own = exchange.request.headers.first { $0.name == "Authorization" }?.value
        value = own ?? "Bearer \(LawHarness.key)"
      }
      headers.append(HTTPHeader(name: String(parts[0]), value: value))
    }
    body = exchange.request.body
  }
}
