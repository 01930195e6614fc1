import Testing
import Wire

@Suite("An origin is where curl would connect")
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
    "unless it hides another host, or is none",
    arguments: [
      ("http://good.example@evil.example/", "user name or password"),
      ("http://good.example:80@evil.example/", "user name or password"),
      ("http://good.example\\@evil.example/", "user name or password"),
      ("http://good.example\\.evil.example/", "cannot be read"),
      ("http://good.example evil.example/", "cannot be read"),
      ("http://good.example\0.evil.example/", "NUL"),
      ("http://good.example:0x50/", "cannot be read"),
      ("localhost:8000/v1", "does not begin with http"),
      ("api.example/v1", "does not begin with http"),
      ("ftp://api.example/", "does not begin with http"),
      ("http://", "no host"),
    ])
  func refuses(url: String, why: String) {
    let problem = #expect(throws: WireProblem.self) { try Origin(url: url) }
    #expect(problem?.description.contains(why) == true, "\(String(describing: problem))")
  }

  @Test(
    "and is this machine or not",
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
