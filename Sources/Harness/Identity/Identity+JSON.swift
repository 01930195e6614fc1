internal import JSONText
internal import Transcripts

extension Identity {
  /// The JSON form in a run record.
  var json: JSON {
    var members = [
      JSON.Member("traits", .array(traits.map(\.json))),
      JSON.Member("timings", .array(measures.map(\.json))),
      JSON.Member(
        "likeness",
        .array(likeness.map { ["name": .string($0.name), "value": .string($0.value)] })),
      JSON.Member("evidence", .array(evidence.map(JSON.string))),
    ]
    if let problem { members.append(JSON.Member("problem", .string(problem))) }
    return .object(members)
  }

  /// Reads the JSON form and bounds its size, because an endpoint may have written the values.
  init(_ json: JSON) {
    traits = (json["traits"]?.array ?? []).prefix(Self.maxTraits).compactMap(Trait.init)
    measures = (json["timings"]?.array ?? []).prefix(50).compactMap(Measure.init)
    likeness = (json["likeness"]?.array ?? []).prefix(20).compactMap { line in
      guard let name = line["name"]?.string, let value = line["value"]?.string else { return nil }
      return Line(name: name.cut(to: 40), value: value.cut(to: 500))
    }
    evidence = (json["evidence"]?.array ?? []).prefix(20).compactMap { $0.string?.cut(to: 100) }
    problem = json["problem"]?.string?.cut(to: 300)
  }
}

extension Identity.Trait {
  fileprivate var json: JSON {
    var members = [
      JSON.Member("name", .string(name)),
      JSON.Member("values", .array(values.map(\.json))),
    ]
    if isList { members.append(JSON.Member("many", true)) }
    if isOptional { members.append(JSON.Member("optional", true)) }
    if let part { members.append(JSON.Member("of", .string(part))) }
    if let means { members.append(JSON.Member("means", .string(means))) }
    return .object(members)
  }

  fileprivate init?(_ json: JSON) {
    guard let name = json["name"]?.string, let values = json["values"]?.array else { return nil }
    self.init(
      name: name.cut(to: 100), values: values.prefix(50).compactMap(Identity.Sighting.init),
      isList: json["many"] == true, isOptional: json["optional"] == true,
      part: json["of"]?.string?.cut(to: 100),
      means: json["means"]?.string?.cut(to: 300))
    if self.values.isEmpty { return nil }
  }
}

extension Identity.Sighting {
  var json: JSON {
    [
      "value": .string(value), "times": JSON(times), "seen": .array(seen.map(JSON.string)),
    ]
  }

  init?(_ json: JSON) {
    guard let value = json["value"]?.string else { return nil }
    self.init(
      value: value.cut(to: 300), times: json["times"]?.boundedCount ?? 1,
      seen: (json["seen"]?.array ?? []).prefix(5).compactMap { $0.string?.cut(to: 300) })
  }
}

extension Identity.Measure {
  fileprivate var json: JSON {
    ["name": .string(name), "value": JSON(value), "unit": .string(unit)]
  }

  fileprivate init?(_ json: JSON) {
    guard let name = json["name"]?.string, let value = json["value"]?.double, value.isFinite
    else { return nil }
    self.init(name: name.cut(to: 100), value: value, unit: json["unit"]?.string ?? "")
  }
}
