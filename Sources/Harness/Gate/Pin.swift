internal import JSONText
internal import Transcripts

/// The identity and the verdicts of a good run, in a file that people read, commit and compare.
public struct Pin: Sendable, Equatable {
  /// The version of the file format.
  static let version = 1

  /// The start of the run.
  public var started: String
  /// The endpoint; later runs may use another address.
  var endpoint: String
  /// The model.
  var model: String?
  /// What selected the cases and checks of the run.
  var profile: String
  var selection: Selection
  var requirements: String?
  /// What judged the run: versions, and a checksum of the suites.
  var harness: JSON
  /// The identity of the endpoint.
  var identity: Identity
  /// The verdict of each check, by id.
  var verdicts: [(check: String, kind: Verdict.Kind)]

  /// Why a pin cannot be used.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// The problem, and what to do.
    public var description: String
  }

  /// Takes the pin of a run.
  public init(of record: RunRecord) {
    started = record.started
    endpoint = record.endpoint
    model = record.model
    profile = record.profile
    selection = record.selection
    requirements = record.requirements
    harness = record.harness
    identity = record.identity
    verdicts = record.checkVerdicts
  }

  /// Reads the file of a pin.
  public init(file: String) throws {
    guard let bytes = try NamedFile.read(file) else {
      throw Failure(
        description: "the pin \(file) does not exist;"
          + " `conformance pin write \(file)` creates it from a run"
      )
    }
    let decoded = StrictJSON.decode(bytes)
    guard let json = decoded.value else {
      throw Failure(
        description: "\(file)\(decoded.failure.map { Self.words($0, bytes) } ?? "")"
          + "; fix it, or restore it from version control")
    }
    guard json["format"] == "conformance-pin" else {
      throw Failure(
        description:
          "\(file) is not a pin; `conformance pin write FILE` creates one from a good run")
    }
    guard json["version"]?.int == Self.version else {
      throw Failure(
        description: "\(file) is a pin of another tool version; write it again with --force"
      )
    }
    // A part that is skipped would look as if it had not existed in the run.
    func damaged(_ what: String) -> Failure {
      Failure(
        description:
          "\(file): \(what); fix it, or restore it from version control")
    }
    guard let identity = json["identity"]?.object else {
      throw damaged("`identity` is missing or invalid")
    }
    guard let run = json["run"], let started = run["started"]?.string,
      let endpoint = run["endpoint"]?.string, let profile = run["profile"]?.string
    else { throw damaged("`run` needs `started`, `endpoint` and `profile`") }
    (self.started, self.endpoint, self.profile) = (started, endpoint, profile)
    model = run["model"]?.string
    selection = Selection(
      only: run["only"]?.array?.compactMap(\.string) ?? [],
      skip: run["skip"]?.array?.compactMap(\.string) ?? [])
    requirements = run["requirements"]?.string
    harness = json["harness"] ?? [:]
    self.identity = Identity()
    guard identity.count <= Identity.maxTraits else {
      throw damaged("`identity` has more than \(Identity.maxTraits) traits")
    }
    for member in identity {
      guard let trait = Identity.Trait(pinned: member) else {
        throw damaged("the trait `\(member.key)` is invalid")
      }
      self.identity.traits.append(trait)
    }
    self.identity.measures = (json["timings"]?.object ?? []).compactMap { member in
      member.value["value"]?.double.map {
        Identity.Measure(
          name: member.key, value: $0, unit: member.value["unit"]?.string ?? "")
      }
    }
    guard let checks = json["checks"]?.object, !checks.isEmpty else {
      throw damaged("`checks` is missing or empty")
    }
    verdicts = []
    for member in checks {
      guard let kind = member.value.string.flatMap(Verdict.Kind.init(rawValue:)) else {
        throw damaged("the check `\(member.key)` has no valid verdict")
      }
      verdicts.append((member.key, kind))
    }
  }

  /// The place and the cause of invalid JSON.
  private static func words(_ defect: Defect, _ bytes: [UInt8]) -> String {
    let place = Position(of: defect.offset, in: bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    let cause = text.contains("<<<<<<< ") ? "it contains an unresolved merge conflict" : defect.kind
    return ":\(place.line):\(place.column): it is not valid JSON (\(cause))"
  }

  /// The content of the file: one line for each value that can change.
  public var text: String {
    let json: JSON = [
      "format": "conformance-pin",
      "version": JSON(Self.version),
      "run": [
        "started": .string(started), "endpoint": .string(endpoint), "model": JSON(model),
        "profile": .string(profile), "only": .array(selection.only.map(JSON.string)),
        "skip": .array(selection.skip.map(JSON.string)), "requirements": JSON(requirements),
      ],
      "harness": harness,
      "identity": .object(identity.traits.map(\.pinned)),
      "timings": .object(
        identity.measures.map {
          JSON.Member($0.name, ["value": JSON($0.value), "unit": .string($0.unit)])
        }),
      "checks": .object(verdicts.map { JSON.Member($0.check, .string($0.kind.rawValue)) }),
    ]
    return String(decoding: json.bytes(pretty: true), as: UTF8.self) + "\n"
  }

  /// Whether two pins have the same content.
  public static func == (left: Pin, right: Pin) -> Bool { left.text == right.text }
}

extension Identity.Trait {
  /// The trait as a member of a pin: `"server": "vllm"`, `"models": ["a", "b"]`, or, if it is derived from
  /// another trait, `"version": {"value": "0.22.0", "of": "fingerprint"}`.
  fileprivate var pinned: JSON.Member {
    let texts = values.map { JSON.string($0.value) }
    if part == nil, !isOptional {
      return JSON.Member(
        name,
        isList
          ? .array(texts.sorted { $0.text < $1.text }) : texts.count > 1 ? .array(texts) : texts[0])
    }
    var members = [
      isList || texts.count > 1
        ? JSON.Member("values", .array(isList ? texts.sorted { $0.text < $1.text } : texts))
        : JSON.Member("value", texts[0])
    ]
    if let part { members.append(JSON.Member("of", .string(part))) }
    if isOptional { members.append(JSON.Member("optional", true)) }
    return JSON.Member(name, .object(members))
  }

  /// Reads a pinned trait: a value, a list of values, or an object that contains them.
  fileprivate init?(pinned member: JSON.Member) {
    let value = member.value["values"] ?? member.value["value"] ?? member.value
    let texts = value.array?.compactMap(\.string) ?? [value.string].compactMap(\.self)
    guard !texts.isEmpty else { return nil }
    self.init(
      name: member.key, values: texts.map { Identity.Sighting(value: $0, times: 0, seen: []) },
      isOptional: member.value["optional"] == true, part: member.value["of"]?.string)
  }
}

extension RunRecord {
  /// The most severe verdict of each check.
  var checkVerdicts: [(check: String, kind: Verdict.Kind)] {
    let kinds = Dictionary(grouping: results, by: \.check)
      .mapValues { Set($0.map(\.verdict.kind)) }
    return setup.checks.map { check in
      let ofCheck = kinds[check.id] ?? []
      let worst = [Verdict.Kind.fail, .pass, .inconclusive].first(where: ofCheck.contains)
      return (check.id, worst ?? .notApplicable)
    }
  }
}
