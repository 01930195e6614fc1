import Foundation
import Testing

@testable import JQ

@Suite("A worker runs jq programs, and survives all that they do")
struct WorkerTests {
  private static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "jq-worker").path

  private let worker = Worker(executable: Self.executable, libraries: [])

  private func evaluate(_ program: String, on input: String = "null", within: Double = 10) async
    -> Evaluation
  {
    await worker.evaluate(program, on: input, within: within)
  }

  @Test(
    "outputs what jq outputs",
    arguments: [
      (".", "[1,2]", ["[1,2]"]),
      (".[]", "[1,\"zwei\",null]", ["1", "\"zwei\"", "null"]),
      ("empty", "null", []),
      (".a", "{\"a\":\"\\u0000é🫠\"}", ["\"\\u0000é🫠\""]),
    ])
  func outputs(_ program: String, _ input: String, _ expected: [String]) async {
    let evaluation = await evaluate(program, on: input)
    #expect(evaluation == Evaluation(outputs: expected, ending: .complete))
  }

  @Test("an error without a message ends a program, or has no output with libjq 1.6")
  func errorWithoutMessage() async {
    let evaluation = await evaluate("1, error(null), 2")
    let ended = Evaluation(outputs: ["1"], ending: .raised("null"))
    #expect([ended, Evaluation(outputs: ["1", "2"], ending: .complete)].contains(evaluation))
  }

  @Test("returns the error that a program raises, with the outputs before it")
  func raises() async {
    let evaluation = await evaluate("1, error(\"no\"), 2")
    #expect(evaluation == Evaluation(outputs: ["1"], ending: .raised("no")))
    let structured = await evaluate("error({code: 1})")
    #expect(structured.ending == .raised(#"{"code":1}"#))
    let halted = await evaluate("halt")
    #expect(halted.ending == .halted)
  }

  @Test("reports why a program does not compile, and where")
  func doesNotCompile() async {
    guard case .notCompiled(let messages) = await evaluate("1 +\n nosuch").ending else {
      Issue.record("it compiled")
      return
    }
    #expect(messages.first?.contains("nosuch/0 is not defined at <top-level>, line 2") == true)
  }

  @Test("refuses input that is not JSON")
  func badInput() async {
    guard case .raised = await evaluate(".", on: "{").ending else {
      Issue.record("it was accepted")
      return
    }
  }

  @Test("stops a program that never ends, and runs the next", .timeLimit(.minutes(5)))
  func neverEnds() async {
    // It must not run out of memory first, as `gsub("a*"; "-")` does on a fast machine.
    let evaluation = await evaluate("def forever: forever; 1, forever", within: 1)
    #expect(evaluation.outputs == ["1"])
    guard case .stopped = evaluation.ending else {
      Issue.record("it ended with \(evaluation.ending)")
      return
    }
    #expect(await evaluate("2").outputs == ["2"])
  }

  @Test("stops a program with endless output")
  func endlessOutput() async {
    let evaluation = await evaluate(#"repeat("0123456789" * 100000)"#, within: 60)
    guard case .stopped = evaluation.ending else {
      Issue.record("it ended with \(evaluation.ending)")
      return
    }
  }

  @Test("survives a program that takes all memory", .timeLimit(.minutes(5)))
  func takesAllMemory() async {
    let evaluation = await evaluate(#"reduce range(40) as $i ("x" * 1000; . + .)"#, within: 120)
    #expect(evaluation == Evaluation(ending: .crashed))
    #expect(await evaluate("2").outputs == ["2"])
  }

  @Test("does not inherit the environment")
  func environment() async throws {
    setenv("CONFORMANCE_TEST_KEY", "sk-worker-must-not-see", 1)
    let evaluation = await evaluate("$ENV | tojson | test(\"sk-worker\")")
    #expect(evaluation.outputs == ["false"])
  }

  @Test("accepts inputs larger than a pipe's buffer")
  func large() async {
    let text = String(repeating: "é", count: 1 << 20)
    let evaluation = await evaluate("length", on: "\"\(text)\"")
    #expect(evaluation.outputs == ["\(1 << 20)"])
  }

  /// Texts that exercise the worker's own parser; some are not JSON.
  private static let texts = [
    "null", "true", "false", "0", "-0", "1", "-1", "12345678901234", "123456789012345",
    "1234567890123456", "100000000000000000000", "100000000000000000001", "1.0", "1e2", "-1.5E-3",
    "1e1000", "0.1", "01", "-", "1.", "+1", "1e", "nul", "nulll", "NaN", "nan", "", " ", "[", "]",
    "[]", "[[]]", "[1,]", "[1 2]", "[,]", "{}", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{1:2}",
    #"{"a":1}"#, #"{"a":1,"a":2}"#, #"{"b":1,"a":[1,"1",{}]}"#, #" { "a" : [ 1 , 2 ] } "#, "1 2",
    #""""#, #"""#, #""a"#, #""eight by""#, #""seven b""#, #""é🫠""#, #""\n\t\"\\\/\b\f\r""#,
    #""\u0000\u00e9\u20ac""#, #""\ud83e\udee0""#, #""\ud83e""#, #""\udee0""#, #""\ud83e\u0041""#,
    #""\ud83e\ud83e\udee0""#, #""\u12""#, #""\x""#, #""\"#, "\"a\nb\"", "\"a\0b\"", "[1]\0", "'a'",
    "// c", String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
    String(repeating: #"[{"a":"#, count: 60) + "1" + String(repeating: "}]", count: 60),
  ]

  /// A text as a JSON string.
  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map {
      $0.value < 0x20 || $0 == "\"" || $0 == "\\"
        ? #"\u00"# + (String(UInt32($0.value) + 0x100, radix: 16).dropFirst()) : String($0)
    }
    return "\"\(escaped.joined())\""
  }

  /// What a program outputs for a text that the worker reads, and for one that libjq reads.
  private func outputs(of program: String, for text: String) async -> (
    ours: Evaluation, libjqs: Evaluation
  ) {
    let quoted = Self.quoted(text)
    return (
      await evaluate(program, on: text),
      await evaluate(#"(try fromjson catch error("not JSON")) | \#(program)"#, on: quoted)
    )
  }

  @Test("reads JSON as libjq does", arguments: texts)
  func reading(_ text: String) async {
    for program in [".", ".. | objects | keys_unsorted", "tojson", "[.., ..] | unique"] {
      let (ours, libjqs) = await outputs(of: program, for: text)
      // The empty text is no value for one and an error for the other.
      guard case .complete = libjqs.ending, !libjqs.outputs.isEmpty else {
        #expect(ours.outputs.isEmpty, "\(program)")
        continue
      }
      #expect(ours == libjqs, "\(program)")
    }
  }

  @Test("reads random JSON as libjq does, whatever its parts have in common")
  func randomReading() async {
    var random = SystemRandomNumberGenerator()
    func value(_ depth: Int) -> String {
      let leaves = Self.texts.prefix(20) + [#""a""#, #""b\n""#, #""\u00e9""#, "[]", "{}"]
      guard depth > 0, Int.random(in: 0..<3, using: &random) > 0 else {
        return leaves.filter { !["01", "-", "1.", "+1"].contains($0) }.randomElement(using: &random)
          ?? ""
      }
      let parts = (0..<Int.random(in: 0..<5, using: &random)).map { _ in value(depth - 1) }
      return Bool.random(using: &random)
        ? "[\(parts.joined(separator: ","))]"
        : "{\(parts.map { "\"\(["a", "b", "c"].randomElement(using: &random) ?? "")\": \($0)" }.joined(separator: " , "))}"
    }
    for _ in 0..<300 {
      let text = value(5)
      let (ours, libjqs) = await outputs(
        of: "., (.. | objects | keys_unsorted), (.[0]?.a? = 1)", for: text)
      #expect(ours == libjqs, "\(text)")
    }
  }

  @Test("says where an input is not JSON")
  func invalid() async {
    guard case .raised(let message) = await evaluate(".", on: #"{"a" 1}"#).ending else {
      Issue.record("it was accepted")
      return
    }
    #expect(message.contains("libjq cannot read the input") && message.contains("column"))
  }

  @Test(
    "equal parts take memory only once",
    arguments: ["[]", "{}", "[1]", #"{"name":"a","value":"b"}"#, #""text""#])
  func sharing(_ part: String) async throws {
    let mark = "/sharing-\(UUID())"
    let worker = Worker(executable: Self.executable, libraries: [mark])
    let count = 200_000
    let input = Input("[\(Array(repeating: part, count: count).joined(separator: ","))]")
    let evaluation = await worker.evaluate(["length"], on: input, within: 60)
    #expect(evaluation.outputs == ["\(count)"])
    // Without sharing, the smallest of them needs 300 bytes.
    let limit = (input.count + 16 * 3 * count) / 1024 + 16_000
    #expect(try #require(peakMemory(ofProcessWith: mark)) < limit)
  }

  @Test("values that collide in the table of parts are read in linear time")
  func manyParts() async {
    let elements = (0..<200_000).map { #"{"k\#($0 % 1000)":\#($0)}"# }
    let evaluation = await worker.evaluate(
      ["length"], on: Input(list: elements.map { Array($0.utf8) }), within: 10)
    #expect(evaluation.outputs == ["200000"])
  }

  /// The peak memory in kilobytes of the process that has an argument.
  private func peakMemory(ofProcessWith argument: String) -> Int? {
    func text(_ path: String) -> String {
      String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.first { text("/proc/\($0)/cmdline").contains(argument) }
      .flatMap { text("/proc/\($0)/status").firstMatch(of: /VmHWM:\s+(\d+) kB/)?.1 }
      .flatMap { Int($0) }
  }

  @Test("keeps nothing of an input", .timeLimit(.minutes(5)))
  func memory() async {
    let text = #"{"a":[\#((0..<10_000).map { "\($0)" }.joined(separator: ","))]}"#
    _ = await evaluate(".a | length, map(.)", on: text)
    let before = await worker.memoryHeld()
    for _ in 0..<200 { _ = await evaluate(".a | length, map(.)", on: text) }
    #expect(await worker.memoryHeld() - before < 4 << 20)
  }

  @Test("reports a missing executable")
  func unavailable() async {
    let missing = Worker(executable: "/nonexistent/worker", libraries: [])
    guard case .unavailable = await missing.evaluate(".", on: "1", within: 1).ending else {
      Issue.record("something was started")
      return
    }
  }

  @Test("evaluates many programs at the same time")
  func concurrent() async {
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<50 {
        group.addTask { await evaluate(". + 1", on: "\(number)").outputs == ["\(number + 1)"] }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
