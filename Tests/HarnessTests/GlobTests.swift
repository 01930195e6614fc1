import Testing

@testable import Harness

@Suite("Patterns select cases and checks")
struct GlobTests {
  @Test(
    "a star matches within a path component, two stars match across them",
    arguments: [
      ("sse/*", "sse/ends-with-done", true), ("sse/*", "sse/a/b", false),
      ("sse/**", "sse/a/b", true), ("**", "a/b/c", true), ("*", "a/b", false),
      ("four-step/*.stream", "four-step/tool-call.stream", true),
      ("four-step/*.stream", "four-step/tool-call", false),
      ("a", "a", true), ("a", "ab", false), ("", "", true), ("*b*", "abc", true),
      ("**/c", "a/b/c", true), ("a*c", "ac", true),
    ])
  func matches(_ pattern: String, _ id: String, _ expected: Bool) {
    #expect(Glob(pattern).matches(id) == expected)
  }

  @Test("a pattern with many stars is fast")
  func manyStars() {
    let glob = Glob(String(repeating: "*a", count: 200) + "b")
    #expect(!glob.matches(String(repeating: "a", count: 2000)))
  }
}
