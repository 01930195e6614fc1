import Foundation
import Testing

@testable import JQ

@Suite("A worker runs jq programs, and survives all that they do")
struct WorkerTests {
  private let worker = Worker(
    executable: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "jq-worker").path,
    libraries: [])

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
      ("error(null)", "null", []),
    ])
  func outputs(_ program: String, _ input: String, _ expected: [String]) async {
    let evaluation = await evaluate(program, on: input)
    #expect(evaluation == Evaluation(outputs: expected, ending: .complete))
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
    let evaluation = await evaluate(#"reduce range(40) as $i ("x" * 1000; . + .)"#, within: 30)
    #expect(evaluation.ending == .crashed || evaluation.outputs.isEmpty)
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
