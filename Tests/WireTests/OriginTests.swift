import Testing
import Wire

@Suite("An origin is the address to which curl connects")
struct OriginTests {
  @Test(
    "with default port, in lower case",
    arguments: [
      ("https://api.example", "https://api.example:443"),
      ("HTTP://API.Example/v1?x#y", "http://api.example:80"),
      ("https://api.example:8443/", "https://api.example:8443"),
      ("https://api.example./", "https://api.example.:443"),
      ("http://2130706433/", "http://127.0.0.1:80"),
      ("http://0x7f.1:8000/", "http://127.0.0.1:8000"),
      ("http://[0:0:0:0:0:0:0:1]:80/", "http://[::1]:80"),
      ("http://ex%61mple.com/", "http://example.com:80"),
      ("http://good.example?@evil.example/", "http://good.example:80"),
      ("http://good.example#@evil.example/", "http://good.example:80"),
    ])
  func reads(url: String, origin: String) throws {
    #expect(try Origin(url: url).description == origin)
  }

  @Test(
    "unless the URL hides another host or is invalid",
    arguments: [
      "http://good.example@evil.example/", "http://good.example:80@evil.example/",
      "http://good.example\\@evil.example/", "http://good.example\\.evil.example/",
      "http://good.example evil.example/", "http://good.example\0.evil.example/",
      "http://good.example:0x50/", "localhost:8000/v1", "api.example/v1", "ftp://api.example/",
      "http://",
    ])
  func refuses(url: String) throws {
    let problem = try #require(throws: WireProblem.self) { try Origin(url: url) }
    // A URL without a scheme gets the proposal to write one; it is not repeated, because it may contain a password.
    let isScheme = !url.hasPrefix("http://")
    #expect(problem.description.contains("https://") == isScheme, "\(problem)")
    #expect(!problem.description.contains("example"), "\(problem)")
  }

  @Test(
    "and is on this machine or not",
    arguments: [
      ("http://localhost:8000", true), ("http://LOCALHOST", true), ("http://127.0.0.1", true),
      ("http://127.9.9.9", true), ("http://127.1", true), ("http://[::1]:80", true),
      ("http://localhost.example", false), ("http://127.0.0.1.example", false),
      ("http://10.0.0.1", false), ("http://[::2]", false), ("http://[::]", false),
      ("http://0.0.0.0", false), ("http://[fe80::1]", false), ("http://localhost.", false),
    ])
  func loopback(url: String, isLoopback: Bool) throws {
    #expect(try Origin(url: url).isLoopback == isLoopback)
  }
}
