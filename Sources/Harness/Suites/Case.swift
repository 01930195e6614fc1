public import JSONText
internal import Transcripts

/// One conversation of one or more requests, and the values expected back.
///
/// A file that names both modes defines two cases: `suite/name` and `suite/name.stream`.
public struct Case: Sendable, Equatable {
  /// The path of the file below the folder of suites, with `.stream` for the streamed mode.
  public var id: String
  /// The path without the mode, which both modes of a case share.
  public var module: String
  /// The file that defines the case.
  public var file: String
  /// A short description for people.
  public var title: String
  /// The position in a numbered sequence, such as `2 of 4`.
  public var step: String?
  /// Whether a single failure fails the case, or its rate counts.
  public var kind: Kind
  /// Whether a streamed answer is requested.
  public var streamed: Bool
  /// The expected values of each step.
  public var expect: [JSON]
  /// The number of repetitions.
  public var trials = 1
  /// Whether all trials are sent at the same time.
  public var together = false
  /// The role of the case in testing how errors affect the endpoint.
  public var part = Part.regular
  /// What a rejection by the endpoint means: `{breaks, remedy, seen}`.
  public var ifRefused: JSON?

  /// What a case tests.
  public enum Kind: String, Sendable, CaseIterable {
    /// The server: one failure fails the case.
    case `protocol`
    /// The skill of the model: its success rate counts.
    case model
  }

  /// What a case does to the endpoint.
  public enum Part: String, Sendable, CaseIterable {
    /// A valid conversation that may run next to other cases.
    case regular = "usual"
    /// An invalid request; because some gateways then reject all requests for a while, it runs
    /// alone, after all other cases.
    case provokes
    /// A test whether the endpoint still works, sent before each case that provokes an error and
    /// after the last one.
    case probes
  }

  /// The modes of a case in its metadata; each mode becomes a separate case.
  private enum Mode: String, CaseIterable {
    case plain, stream
  }

  /// The number of consecutive requests.
  public var steps: Int { expect.count }

  /// The folder of the case.
  public var suite: String {
    String(module[..<(module.lastIndex(of: "/") ?? module.startIndex)])
  }

  static let keys = [
    "title", "step", "kind", "steps", "modes", "expect", "trials", "together", "part", "if_refused",
  ]

  /// The maximum number of trials.
  private static let maxTrials = 100
  /// The maximum number of steps.
  static let maxSteps = 50

  /// Reads the metadata of a file: one case for each of its modes.
  static func read(module: String, file: String, metadata: JSON) throws(SuiteProblems) -> [Case] {
    var metadata = Metadata(metadata, of: file, keys: keys)
    let title = metadata.text("title", why: "a short description of the case")
    let kind: Kind = metadata.word("kind", orElse: .protocol) ?? .protocol
    let part: Part = metadata.word("part", orElse: .regular) ?? .regular
    let steps = metadata.json["steps"]?.int ?? 1
    var expect: [JSON] = []
    switch metadata.json["expect"] {
    case .array(let each): expect = each
    case .object(let members): expect = [.object(members)]
    default: break
    }
    if !(1...maxSteps).contains(steps) || expect.count != steps
      || expect.contains(where: { $0.object?.isEmpty ?? true })
    {
      metadata.complain(
        about: "expect", "`expect` does not match the \(steps) steps of the case",
        steps == 1
          ? "Write at least `expect: {status: 200}`: a case without expectations checks nothing."
          : "Write a list of \(steps) non-empty objects, one for each step.")
    }
    let names = metadata.json["modes"] == nil ? ["plain"] : metadata.texts("modes")
    let modes = names.compactMap(Mode.init(rawValue:))
    if modes.isEmpty || modes.count != names.count {
      metadata.complain(
        about: "modes", "`modes` is \(names)", "It must be a list of `plain`, `stream`, or both.")
    }
    let trials = metadata.json["trials"].map { $0.int ?? 0 } ?? 1
    if !(1...maxTrials).contains(trials) {
      metadata.complain(
        about: "trials", "`trials` is \(metadata.json["trials"]?.text ?? "")",
        "It must be a number from 1 to \(maxTrials): how often the case is sent.")
    }
    if let key = metadata.json["if_refused"]?.object?.first(where: {
      !["breaks", "remedy", "seen"].contains($0.key)
    })?.key {
      metadata.complain(
        about: key, "`if_refused` has no key `\(key)`", "Known keys: breaks, remedy, seen.")
    }
    if !metadata.problems.isEmpty { throw SuiteProblems(problems: metadata.problems) }
    let step = metadata.json["step"]?.string
    return modes.map { mode in
      Case(
        id: mode == .stream ? "\(module).stream" : module, module: module, file: file,
        title: title, step: step, kind: kind, streamed: mode == .stream, expect: expect,
        trials: trials, together: metadata.json["together"] == true, part: part,
        ifRefused: metadata.json["if_refused"])
    }
  }

  /// The case as the checks of a step see it.
  func json(step: Int) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("id", .string(id)),
      JSON.Member("title", .string(title)),
      JSON.Member("kind", .string(kind.rawValue)),
      JSON.Member("streamed", .bool(streamed)),
      JSON.Member("expect", expect[step - 1]),
    ]
    if let ifRefused { members.append(JSON.Member("if_refused", ifRefused)) }
    return .object(members)
  }
}
