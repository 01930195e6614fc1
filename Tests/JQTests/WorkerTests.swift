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

  /// A list as text, and by its elements.
  private func inputs(of elements: [String]) -> (text: Input, list: Input) {
    (
      Input(#"{"outer":{"before":1,"list":[\#(elements.joined(separator: ","))]}}"#),
      Input(Array(#"{"before":1}"#.utf8), with: elements.map { Array($0.utf8) }, as: "list")
        .member("outer", of: "{")
    )
  }

  @Test("a list is the same by its elements as in the text")
  func list() async {
    let nested = String(repeating: #"[{"a":"#, count: 60) + "1" + String(repeating: "}]", count: 60)
    let elements = [
      #"{"a":1,"b":[1,"1",{}]}"#, #"{"b":[1,"1",{}],"a":1}"#, #"{"a":1,"b":[1,"1",{}]}"#, "1",
      "1.0", "-0", "0", "100000000000000000000", "100000000000000000001", "1e1000", "null", "[]",
      "[[]]", #""""#, #""eight by""#, #""eight by\u0000é🫠""#, #"{"k":1,"k":2}"#, nested, nested,
    ]
    let programs = [
      ".", ".outer.list[]", ".outer.list[] | objects | keys_unsorted", ".outer.list | unique",
      ".outer.list[0].b[2].c = 1", "[.outer | keys_unsorted, (.list | length)]",
    ]
    let (text, list) = inputs(of: elements)
    let expected = await worker.evaluate(programs, on: text, within: 10)
    #expect(await worker.evaluate(programs, on: list, within: 10) == expected)
    #expect(expected.ending == .complete)
    // The list belongs to one input.
    #expect(await evaluate(".", on: "{}").outputs == ["{}"])
  }

  @Test("refuses an element that is not JSON, and takes the next list")
  func badElement() async {
    for elements in [["{"], ["1", "{", "2"], ["1", "2 3"]] {
      guard
        case .raised = await worker.evaluate([".a"], on: inputs(of: elements).list, within: 10)
          .ending
      else {
        Issue.record("\(elements) was accepted")
        continue
      }
    }
    let evaluation = await worker.evaluate(
      [".outer.list"], on: inputs(of: ["1"]).list, within: 10)
    #expect(evaluation.outputs == ["[1]"])
  }

  @Test("equal parts of the elements of a list take memory only once")
  func sharing() async throws {
    let mark = "/sharing-\(UUID())"
    let worker = Worker(executable: Self.executable, libraries: [mark])
    let part = (0..<1000).map { #"{"name":"header \#($0)","value":"\#($0)"}"# }
      .joined(separator: ",")
    let elements = (0..<300).map { #"{"number":\#($0),"parts":[\#(part)]}"# }
    let (text, list) = inputs(of: elements)
    let program = ".outer.list | length, (map(.parts | length) | add)"
    let shared = await worker.evaluate([program], on: list, within: 60)
    let peak = try #require(peakMemory(ofProcessWith: mark))
    let whole = await worker.evaluate([program], on: text, within: 60)
    #expect(shared.outputs == ["300", "300000"])
    #expect(shared == whole)
    #expect(peak * 10 < (try #require(peakMemory(ofProcessWith: mark))))
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
