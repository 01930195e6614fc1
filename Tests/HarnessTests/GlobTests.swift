import Testing

@testable import Harness

@Suite("Patterns choose cases and checks")
struct GlobTests {
  @Test(
    "matches",
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

  @Test("a pattern of many stars is still fast")
  func manyStars() {
    let glob = Glob(String(repeating: "*a", count: 200) + "b")
    #expect(!glob.matches(String(repeating: "a", count: 2000)))
  }
}
