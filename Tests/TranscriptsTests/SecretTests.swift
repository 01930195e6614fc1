import Testing

@testable import Transcripts

@Suite("A secret masks itself in every encoding")
struct SecretTests {
  private let secret = Secret("sk-a/b+c=d")

  @Test(
    "masked",
    arguments: [
      "sk-a/b+c=d", "Bearer sk-a/b+c=d.", "sk-a%2Fb%2Bc%3Dd", "sk-a%2fb%2bc%3dd",
      "c2stYS9iK2M9ZA==", "OnNrLWEvYitjPWQ=", "dTpzay1hL2IrYz1k", "sk-a\\/b+c=d",
      "\\u0073k-a/b%2Bc\\u003dd", "%73%6B%2Da%2Fb+c=d", #"{\"a\":\"\\u0073k-a\\/b+c=d\"}"#,
      "sk-a\\u002fb\\u002bc\\u003dd",
      "sk-a\\u002Fb\\u002Bc\\u003Dd",
    ])
  func masks(_ text: String) {
    #expect(secret.masked(text).contains("***"))
    #expect(secret.masked(text).utf8.count == text.utf8.count)
    #expect(secret.masked(Array(text.utf8)).count == text.utf8.count)
  }

  @Test("leaves other text unchanged", arguments: ["", "sk-a/b+c=", "nothing", "sk", "ü🫠"])
  func leaves(_ text: String) {
    #expect(secret.masked(text) == text)
  }

  @Test("a placeholder is not a secret, and a secret never prints itself")
  func placeholder() {
    #expect(Secret("EMPTY").masked("EMPTY list") == "EMPTY list")
    #expect(Secret("ollama").masked("fp_ollama") == "fp_ollama")
    #expect("\(secret)" == "***")
    #expect(String(reflecting: secret) == "***")
  }
}
