import Foundation
import Testing
import Transcripts

@testable import ReferenceServer
@testable import Reports

@Suite("conformance diff: two runs compared", .serialized)
struct DiffCommandTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private static let traits = ["fingerprint=ref-1.1.0-5f1d3a7c", "context=8192"]

  @Test("new failures, fixed failures and changes of the endpoint are reported")
  func diff() async throws {
    let before = try server("no-done", as: ["context=8192"])
    let after = try server("arguments-lose-a-brace", as: Self.traits)
    defer { for server in [before, after] { server.stop() } }
    _ = try await run("--endpoint", before.baseURL, "--reports", "a")
    _ = try await run("--endpoint", after.baseURL, "--reports", "b")
    let diff = try await run("diff", "a/latest", "b/latest", "--markdown", "diff.md")
    #expect(diff.code == 1)
    let fates = try scratch.record("a/latest").changes(in: scratch.record("b/latest"))
    #expect(fates[.newlyFails] == ["tools/arguments-are-json"], "\(fates)")
    #expect(fates[.fixed] == ["sse/ends-with-done"], "\(fates)")
    let page = try scratch.text("diff.md")
    for token in ["tools/arguments-are-json", "sse/ends-with-done", "1.0.0", "1.1.0"] {
      #expect(diff.output.contains(token), "\(diff.output)")
      #expect(page.contains(token), "\(page)")
    }
    let same = try await run("diff", "b/latest", "b/latest")
    #expect(same.code == 0 && !same.output.contains("sse/ends-with-done"), "\(same.output)")
  }

  @Test("a later run that was judged less is undecided")
  func lessJudged() async throws {
    let server = try server("arguments-lose-a-brace", as: Self.traits)
    let endpoint = server.baseURL
    _ = try await run("--endpoint", endpoint, "--reports", "b")
    _ = try await run("--endpoint", endpoint, "--only", "four-step/model-list", "--reports", "less")
    let less = try await run("diff", "b/latest", "less/latest")
    #expect(less.code == 3 && !less.output.contains("pin"), "\(less.output)")
    _ = try await run("--endpoint", endpoint, "--skip", "checks/sse/*", "--reports", "few")
    #expect(try await run("diff", "b/latest", "few/latest").code == 3)
    server.stop()
    _ = try await run("--endpoint", endpoint, "--reports", "c")
    let dead = try await run("diff", "b/latest", "c/latest")
    #expect(dead.code == 3 && dead.output.contains("127.0.0.1:\(server.port)"), "\(dead.output)")
    let unknown = try await run("known", "write", "known.txt", "c/latest")
    #expect(unknown.code == 2 && !scratch.holds("known.txt"), "\(unknown.notices)")
  }

  @Test("a failure that is no longer known counts as new")
  func noLongerKnown() async throws {
    let server = try server("no-done")
    defer { server.stop() }
    _ = try await run("--endpoint", server.baseURL, "--reports", "a")
    #expect(try await run("known", "write", "known.txt", "a/latest").code == 0)
    let known = try await run(
      "--endpoint", server.baseURL, "--reports", "d", "--known", "known.txt")
    #expect(known.code == 0, "\(known.output)")
    #expect(try await run("diff", "d/latest", "a/latest").code == 1)
    #expect(try await run("diff", "a/latest", "d/latest").code == 0)
  }
}
