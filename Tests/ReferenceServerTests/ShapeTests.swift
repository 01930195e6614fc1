import Testing

@testable import ReferenceServer

@Suite("Faults depend on the shape of a request, not on its words")
struct ShapeTests {
  /// A request that provokes faults, with two wordings that have nothing in common.
  struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let faults: [String]
    let bodies: [JSONValue]

    /// A shape with the same fields for each prompt.
    init(_ name: String, _ faults: [String], _ prompts: [String], _ more: JSONValue = [:]) {
      testDescription = name
      self.faults = faults
      bodies = prompts.map { body($0, more) }
    }

    /// A shape with instructions.
    init(_ name: String, _ faults: [String], system: [String], _ prompts: [String]) {
      testDescription = name
      self.faults = faults
      bodies = zip(system, prompts).map { system, prompt in
        body(
          "",
          [
            "messages": [
              ["role": "system", "content": .string(system)],
              ["role": "user", "content": .string(prompt)],
            ], "stream": true,
          ])
      }
    }
  }

  private static let shapes = [
    Shape(
      "open-ended, streamed",
      [
        "kept-open", "no-done-kept-open", "error-as-text", "no-blank-line", "content-number",
        "content-parts-once", "empty-success", "end-token-in-content", "end-tag-in-content",
        "token-in-reasoning", "pair-over-deltas", "headers-late", "line-of-70-kib",
      ], ["How are you?", "Sag bitte guten Tag."], ["stream": true]),
    Shape(
      "open-ended", ["error-object", "half-pair-in-content", "empty-body"],
      ["How are you?", "Sag bitte guten Tag."]),
    Shape(
      "long, streamed",
      [
        "ends-early", "ends-inside-event", "cut-inside-chunk", "reset-inside-chunk", "stall",
        "buffered", "buffered-in-part",
      ], ["Please count up to 90.", "Write an essay about boats."], ["stream": true]),
    Shape(
      "long", ["hang", "gateway-timeout"],
      ["Please count up to 90.", "Write an essay about boats."]),
    Shape(
      "a repetition",
      ["prompt-echoed", "content-latin-1", "content-ascii", "entities-in-content"],
      ["Say this to me: \"<Zürich> & more\"", "Bitte nachsprechen: “<Genève> & mehr”"]),
    Shape(
      "deterministic, streamed", ["streamed-words-added"],
      ["Write \"The moon is up.\"", "Schreibe “Der Mond”."],
      ["temperature": 0, "seed": 5, "stream": true]),
    Shape(
      "deterministic", ["whole-words-lost"],
      ["Write \"The moon is up.\"", "Schreibe “Der Mond”."], ["temperature": 0, "seed": 5]),
    Shape(
      "concurrent", ["same-id", "broken-together"],
      system: ["You copy texts.", "Du wiederholst."],
      ["Copy \"ash, ü\".", "Wiederhole “Esche, ü”."]),
    Shape(
      "one tool", ["channel-in-name", "token-in-arguments", "character-lost-in-arguments"],
      ["Try get_weather for Bern.", "Bitte get_weather, in Bern!"], ["tools": [getWeather]]),
    Shape(
      "tags in the answer", ["tag-splits-reasoning", "call-of-a-thought"],
      [
        "Copy \"</think> and <tool_call>\". Call no tool.",
        "Without calling get_weather: “<tool_call>, </think>”",
      ], ["tools": [getWeather]]),
    Shape(
      "penalties", ["busy-without-date"], ["How are you?", "Repeat \"a\"."],
      ["presence_penalty": 0]),
  ]

  @Test("another wording provokes the same faults", arguments: shapes)
  func reworded(_ shape: Shape) throws {
    for id in shape.faults {
      let fault = try #require(Fault.named(id))
      for body in shape.bodies {
        let isChanged = Endpoint(faults: [fault]).chat(body) != Endpoint().chat(body)
        #expect(isChanged, "\(id): \(body.compact)")
      }
    }
  }

  @Test("one of three equal deterministic requests fails, with any wording")
  func repeated() throws {
    let endpoint = Endpoint(faults: [try #require(Fault.named("breaks-now-and-then"))])
    for prompt in ["Write \"ash\".", "Schreibe “Esche”."] {
      let body = body(prompt, ["temperature": 0, "seed": 5])
      let statuses = try (0..<3).map { _ in try endpoint.document(body).status }
      #expect(statuses.filter { $0.hasPrefix("HTTP/1.1 500 ") }.count == 1)
    }
  }

  @Test("a repeated long prompt is answered with garbage, with any wording")
  func warm() throws {
    let endpoint = Endpoint(faults: [try #require(Fault.named("warm-answers-garbage"))])
    for word in ["boat ", "Schiff "] {
      let messages: JSONValue = [
        ["role": "system", "content": .string(String(repeating: word, count: 500))],
        ["role": "user", "content": "Hello"],
      ]
      let body = body("", ["messages": messages, "temperature": 0])
      let texts = try (0..<2).map { _ in try endpoint.message(body)["content"].text }
      #expect(texts[0]?.hasPrefix("Hello!") == true && texts[1]?.hasPrefix("!!!") == true)
    }
  }
}
