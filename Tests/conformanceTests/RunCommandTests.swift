import Harness
import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer
@testable import Reports

@Suite("conformance run: the verdict, the record and the exit code", .serialized)
struct RunCommandTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test("without an endpoint it validates the reference server, reports that, and keeps the run")
  func reference() async throws {
    let run = try await run()
    #expect(run.code == 0, "\(run.printed)")
    // The tool proposes the option that it replaced.
    #expect(run.notices.contains("--endpoint"))
    // A passed step of the four has a check mark, and the folder is shown below.
    #expect(run.output.count { $0 == "✓" } == 4)
    #expect(run.output.contains("reports/\(try #require(scratch.runs().first))"))
    let record = try scratch.record()
    #expect(record["conformant"] == true)
    #expect(record.ending == "complete")
    // Checks over several exchanges have no transcript of their own.
    for result in record.results where result["verdict"] == "pass" && result["step"]?.int != nil {
      let transcript = try #require(result["transcript"]?.string)
      #expect(scratch.holds("reports/latest/\(transcript)"))
    }
  }

  @Test("a fault is reported with its check, place, evidence, remedies and a command to learn more")
  func fault() async throws {
    let run = try await validate(faults: ["arguments-lose-a-brace"])
    #expect(run.code == 1)
    let (check, record) = ("tools/arguments-are-json", try scratch.record())
    #expect(record.outcome == "not-conformant")
    #expect(record.checks(.failed) == [check])
    let finding = try #require(record.findings(of: check).first)
    #expect(finding["at"]?.string?.isEmpty == false && finding["saw"]?.string?.isEmpty == false)
    #expect(record.remedies(of: check).contains("rerun-then-report"))
    for part in [check, "must", "protocol", "four-step/", "conformance explain \(check)"] {
      #expect(run.output.contains(part), "\(run.output)")
    }
  }

  @Test("--json - prints the record alone")
  func recordAlone() async throws {
    let run = try await run("--json", "-")
    #expect(run.code == 0)
    let record = try run.record()
    #expect(record["format"] == "conformance-run")
    #expect(record["version"] == 1)
    let counts = (record["summary"]?.object ?? []).compactMap(\.value.int)
    #expect(counts.reduce(0, +) == record.results.count)
  }

  @Test("a failed check of the level `should` fails the run only with --strict")
  func strict() async throws {
    #expect(try await validate(faults: ["json-as-text"]).code == 0)
    #expect(try scratch.record().checks(.advice) == ["http/json-content-type"])
    #expect(try await validate(faults: ["json-as-text"], "--strict").code == 1)
    #expect(try scratch.record().checks(.failed) == ["http/json-content-type"])
  }

  @Test("an endpoint with several models needs --model: exit code 2, and the models")
  func severalModels() async throws {
    let several = Fault(
      "two-models", "Two models are listed.", unjudged: "for this test",
      by: .models { list in
        list = .object([
          .init(
            name: "data",
            value: .array(
              ["one", "two\u{1B}[31m"].map { .object([.init(name: "id", value: .string($0))]) }))
        ])
      })
    let server = try ReferenceServer(faults: [several])
    let run = try await run("--endpoint", server.baseURL)
    #expect(run.refused("--model one\n", "--model two\\u{1b}[31m"), "\(run.notices)")
    #expect(!scratch.holds("reports"))
  }

  @Test("a model that is not served is wrong usage, also when the run is reported later")
  func unknownModel() async throws {
    let run = try await validate("--model", "gpt-9")
    #expect(run.code == 2)
    let record = try scratch.record()
    #expect(record.problem?["usage"] == true)
    #expect(record.problem?["what"]?.string?.contains("gpt-9") == true)
    #expect(
      record.problemRemedies.contains {
        $0.contains("--model") && $0.contains("reference-model")
      })
    #expect(try await self.run("report", "reports/latest").code == 2)
  }

  @Test("429 responses leave the run undecided, not failed")
  func tooBusy() async throws {
    let busy = Fault(
      "busy", "Requests with tools meet a 429.", unjudged: "for this test",
      by: .reply { reply, request in
        if !request.tools.isEmpty {
          reply = .refusal(Refusal(status: 429, message: "slow down", type: "rate_limit"))
        }
      })
    let server = try ReferenceServer(faults: [busy])
    let run = try await run("--endpoint", server.baseURL)
    #expect(run.code == 3 && run.output.contains("429"), "\(run.output)")
    let record = try scratch.record()
    #expect(record.outcome == "undecided" && record.checks(.failed) == [])
    #expect(record.count(.inconclusive) > 0)
  }

  @Test("a model list that the key may not read is no obstacle if --model names the model")
  func closedList() async throws {
    let closed = Fault(
      "closed-list", "The list is closed to this key.", unjudged: "for this test",
      by: .models { $0 = .object([.init(name: "error", value: .string("missing scope"))]) })
    let server = try ReferenceServer(faults: [closed])
    let unnamed = try await run("--endpoint", server.baseURL)
    #expect(unnamed.code == 3)
    #expect(try scratch.record().problemText.contains("--model"))
    let named = try await run("--endpoint", server.baseURL, "--model", "reference-model")
    #expect(named.code == 1)
    #expect(try scratch.record().checks(.failed).contains("models/lists-models"))
  }

  @Test("the --json file of an earlier run is deleted when this run ends without a record")
  func staleRecord() async throws {
    try scratch.write("{}", to: "out.json")
    let server = try ReferenceServer(persona: Persona(["models=another"]))
    let wrong = try await run(
      "--endpoint", server.baseURL, "--only", "nothing/*", "--json", "out.json")
    #expect(wrong.code == 2 && scratch.holds("out.json"))
    let run = try await run("--endpoint", server.baseURL, "--json", "out.json")
    #expect(run.refused("--model another"), "\(run.notices)")
    #expect(!scratch.holds("out.json"))
  }

  @Test("a request that a kept connection loses is noticed, counted and charged to the budget")
  func lostRequests() async throws {
    let faults = ["swallows-the-next"]
    let run = try await validate(faults: faults, "--jobs", "1")
    #expect(run.code == 0)
    let record = try scratch.record()
    #expect(record.checks(.advice).contains("http/keeps-the-connection"))
    #expect(record["requests"]?.int ?? 0 > 12)
    let short = try await validate(faults: faults, "--jobs", "1", "--budget", "13requests")
    #expect(short.code == 3)
    #expect(try scratch.record().ending == "exhausted")
  }
}
