import Foundation
import Harness
import Synchronization
import JSONText
import Transcripts

@testable import ReferenceServer

/// Every request of a run against a clean server, as the server receives it, and the case that sent it.
struct CleanRequests: Sendable {
  /// A request, the case that sent it, and the response of a clean server.
  struct Request: Sendable {
    let module: String
    let request: HTTPRequest
    let script: Script
  }

  /// The requests, in the order of their responses.
  let requests: [Request]

  static let shared = Task { try await CleanRequests() }

  private init() async throws {
    let sent = Mutex<[Exchange]>([])
    let harness = try await LawHarness.shared.value
    // The function that performs an exchange does not know its case, so each case has a separate run.
    var requests: [Request] = []
    let clean = Endpoint(key: LawHarness.key, isRepeatable: true)
    for module in Set(harness.complete.trials.map(\.testCase.module)).sorted() {
      var plan = harness.complete
      plan.trials.removeAll { $0.testCase.module != module }
      plan.checks = []
      _ = try await harness.record(with: [], isJudged: false, plan: plan) { exchange in
        sent.withLock { $0.append(exchange) }
      }
      let exchanges = sent.withLock { sent in
        defer { sent = [] }
        return sent
      }
      requests += exchanges.compactMap { exchange in
        HTTPRequest(sent: exchange).map { request in
          Request(
            module: module, request: request,
            script: clean.script(for: request, identity: clean.identity(of: request)))
        }
      }
    }
    self.requests = requests
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
