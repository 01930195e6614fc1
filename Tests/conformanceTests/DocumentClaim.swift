import Harness
import ReferenceServer
import Testing

/// An entry of `suites/documents.json`: a claim of a document about endpoints, with the checks for
/// it or the reason for none.
struct DocumentClaim: Decodable {
  /// The document's name with hyphens, a dot, and the subject of the claim.
  let id: String
  /// The document.
  let document: Document
  /// The claim, in our words.
  let says: String
  /// The checks that fail if the claim is false.
  let checks: [String]?
  /// The cases that test it.
  let cases: [String]?
  /// The faults that make it false, each detected by one of the checks.
  let faults: [String]?
  /// Whether the preflight notices that it is false.
  let preflight: Bool?
  /// Why no check tests it.
  let reason: String?

  /// The documents, in the order of the page.
  enum Document: String, Decodable, CaseIterable {
    case gatewayGuide = "gateway guide"
    case localManager = "local manager"
    case selfHostedArticle = "self-hosted article"
    case runtimeNote = "runtime note"

    /// The heading of its section of the page.
    var title: String {
      switch self {
      case .gatewayGuide: "A gateway's guide: \"OpenCode Integration\" (Xerotier)"
      case .localManager: "A local manager's note: \"OpenCode Integration Design\" (Llama Manager)"
      case .selfHostedArticle:
        "An article: \"Connecting OpenCode to a Self-Hosted LLM (vLLM + Nemotron 3 Super)\" "
          + "(corti.com, 2026-06-19)"
      case .runtimeNote: "OpenCode's note: \"Session LLM Runtime Boundaries\""
      }
    }
  }

  /// Whether it names a check, a case, a fault or the preflight.
  var hasEvidence: Bool {
    preflight == true || [checks, cases, faults].contains { !($0 ?? []).isEmpty }
  }

  /// The faults with these names.
  var staged: [Fault] { (faults ?? []).compactMap(Fault.named) }
}

/// The section of the page about documents.
struct DocumentTables {
  /// The section, as Markdown.
  let text: String

  /// Compares each claim that names faults with the runs against these faults.
  init(_ claims: [DocumentClaim]) async throws {
    for claim in claims {
      for fault in claim.staged where fault.unjudged == nil {
        let failed = try await FaultRecords.shared.record(of: fault).failedChecks
        #expect(!failed.isDisjoint(with: claim.checks ?? []), "\(claim.id): \(fault)")
      }
    }
    let checked = claims.filter(\.hasEvidence)
    let tables = DocumentClaim.Document.allCases.map { document in
      let own = checked.filter { $0.document == document }
      let all = claims.count { $0.document == document }
      return """
        ### \(document.title)

        \(own.count) of \(all) claims are checked.

        | Claim | Checks | Cases | Faults |
        |---|---|---|---|
        \(own.map(Self.row).joined(separator: "\n"))
        """
    }
    let unchecked = claims.filter { !$0.hasEvidence }.map { claim in
      "| \(claim.document.rawValue) | \(claim.says.cell) | \((claim.reason ?? "").cell) |"
    }
    text = """
      ## Claims of documents and the checks for them

      Four documents describe endpoints for OpenCode. Their claims are listed in \
      [documents.json](documents.json). If a row has faults, one of its checks detects each fault, \
      or the preflight ends the run. Each check of such a row detects at least one of its faults. \
      Of \(claims.count) claims, \(checked.count) are checked.

      \(tables.joined(separator: "\n\n"))

      ### Claims without a check

      | Document | Claim | Reason |
      |---|---|---|
      \(unchecked.joined(separator: "\n"))

      """
  }

  /// The row of a checked claim.
  private static func row(_ claim: DocumentClaim) -> String {
    func cell(_ names: [String]?) -> String {
      (names ?? []).map { "`\($0)`" }.joined(separator: ", ")
    }
    let preflight = claim.preflight == true ? ["the preflight"] : []
    let checks = ([cell(claim.checks)].filter { !$0.isEmpty } + preflight).joined(separator: ", ")
    return "| \(claim.says.cell) | \(checks) | \(cell(claim.cases)) | \(cell(claim.faults)) |"
  }
}
