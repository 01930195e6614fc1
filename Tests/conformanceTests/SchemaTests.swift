import JQ
import Testing
import JSONText
import Transcripts

@Suite("Validation against a JSON Schema")
struct SchemaTests {
  /// A schema, valid values and invalid ones, as JSON texts.
  static let table: [(String, [String], [String])] = [
    (#"{"type":"string"}"#, [#""x""#], ["1", "null", "[]"]),
    (#"{"type":"integer"}"#, ["1", "1.0", "-3"], ["1.5", #""1""#]),
    (#"{"type":["string","null"]}"#, ["null", #""""#], ["false"]),
    (#"{"enum":["a",null,[1]]}"#, [#""a""#, "null", "[1]"], [#""b""#, "1"]),
    (#"{"const":{"a":1}}"#, [#"{"a":1.0}"#], [#"{"a":2}"#]),
    (#"{"required":["a"]}"#, [#"{"a":null}"#, "[]"], ["{}"]),
    (
      #"{"properties":{"a":{"type":"integer"}},"additionalProperties":false}"#,
      ["{}", #"{"a":1}"#],
      [#"{"b":1}"#, #"{"a":"1"}"#]
    ),
    (
      #"{"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":{"type":"string"}}"#,
      [#"{"x1":1,"y":"z"}"#], [#"{"x1":"1"}"#, #"{"y":1}"#]
    ),
    (#"{"items":{"minimum":2}}"#, ["[]", "[2,3]"], ["[1]"]),
    (
      #"{"prefixItems":[{"type":"string"}],"items":{"type":"integer"}}"#, [#"["a",1]"#],
      [#"["a","b"]"#]
    ),
    (
      #"{"minItems":1,"maxItems":2,"uniqueItems":true}"#, ["[1]", "[1,2]"],
      ["[]", "[1,2,3]", "[1,1]"]
    ),
    (#"{"minLength":1,"maxLength":2,"pattern":"^a"}"#, [#""a""#], [#""""#, #""abc""#, #""b""#]),
    (#"{"minimum":1,"exclusiveMaximum":3}"#, ["1", "2.9"], ["0", "3"]),
    (#"{"multipleOf":0.1}"#, ["0.3", "0.7", "2"], ["0.35"]),
    (#"{"anyOf":[{"type":"string"},{"minimum":5}]}"#, [#""x""#, "7"], ["1"]),
    (#"{"oneOf":[{"type":"integer"},{"minimum":5}]}"#, ["1", "5.5"], ["7", "1.5"]),
    (#"{"allOf":[{"minimum":1},{"maximum":2}],"not":{"const":1.5}}"#, ["1"], ["3", "1.5"]),
    (
      ##"{"$defs":{"c":{"type":"string"}},"properties":{"a":{"$ref":"#/$defs/c"}}}"##,
      [#"{"a":"x"}"#], [#"{"a":1}"#]
    ),
    (##"{"$ref":"#"}"##, ["1"], []),
    (
      ##"{"properties":{"n":{"$ref":"#"}},"required":["v"]}"##, [#"{"v":1,"n":{"v":2}}"#],
      [#"{"v":1,"n":{}}"#]
    ),
    (#"{"format":"email","x-unknown":true}"#, [#""anything""#], []),
    // Patterns of ECMAScript, which differ from Oniguruma's.
    (#"{"pattern":"^a$"}"#, [#""a""#], [#""a\n""#]),
    (#"{"pattern":"^\\d\\w[\\w-]$"}"#, [#""1a-""#, #""0_9""#], [#""\u0661aa""#, #""1éa""#]),
    (#"{"pattern":"^\\s\\S.$"}"#, [#""\ufeffxy""#], [#""\u200bxy""#, #"" x\u2028""#]),
    (
      #"{"pattern":"^\\u00e9\\u{1F600}\\ud83d\\ude00\\xe9\\cI\\v$"}"#, [#""é😀😀é\t\u000b""#],
      [#""é""#]
    ),
    (#"{"pattern":"^\\p{Script=Greek}\\p{Lu}\\P{L}$"}"#, [#""αA1""#], [#""aA1""#, #""αa1""#]),
    (#"{"pattern":"^[^\\d\\s][^][\\]\\[]$"}"#, [#""a\n[""#, #""é1]""#], [#""11]""#, #""aab""#]),
    (#"{"pattern":"\\bab\\b"}"#, [#""x ab""#, #""éab""#], [#""xab""#]),
    // What depends on the draft.
    (
      #"{"$schema":"http://json-schema.org/draft-04/schema#","maximum":5,"exclusiveMaximum":true}"#,
      ["4.9"], ["5"]
    ),
    (
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"a":true},"##
        + ##""$ref":"#/definitions/a","type":"string"}"##, ["1"], []
    ),
    (##"{"$defs":{"a":true},"$ref":"#/$defs/a","type":"string"}"##, [#""x""#], ["1"]),
    (
      #"{"$schema":"https://json-schema.org/draft/2019-09/schema","contains":{"const":1},"#
        + #""unevaluatedItems":false}"#, [], ["[1]"]
    ),
    (
      #"{"items":[{"type":"string"}],"additionalItems":false}"#, [#"["a"]"#, "[]"],
      ["[1]", #"["a",1]"#]
    ),
    // What cannot be judged is no violation, in any combination.
    (#"{"pattern":"("}"#, [#""x""#], []), (#"{"not":{"pattern":"("}}"#, [#""x""#], ["1"]),
    (#"{"$ref":"https://example.com/s"}"#, ["1"], []),
    (#"{"not":{"$ref":"https://example.com/s"}}"#, ["1"], []),
    (
      #"{"oneOf":[{"$ref":"https://example.com/s"},{"type":"integer"}],"minimum":1}"#,
      ["1", #""x""#], ["0"]
    ),
    (
      ##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"not":{"$ref":"#/$defs/a"}}"##,
      ["1"], []
    ),
    (
      #"{"type":7,"enum":{},"required":"a","properties":[],"items":3,"anyOf":{},"pattern":[]}"#,
      ["{}", "[1]"], []
    ),
    ("[]", ["1"], []), ("7", ["{}"], []),
    ("true", ["1"], []), ("false", [], ["1"]), ("{}", ["null"], []),
  ]

  @Test("valid values agree, and invalid ones do not", arguments: table)
  func agreement(_ schema: String, _ agreeing: [String], _ breaking: [String]) async throws {
    let worker = try await LawHarness.shared.value.worker
    for (values, agrees) in [(agreeing, true), (breaking, false)] {
      for value in values {
        let evaluation = await worker.evaluate(
          #"include "lib/schema"; .schema as $schema | [.value | violations($schema)] == []"#,
          on: #"{"schema":\#(schema),"value":\#(value)}"#, within: 10)
        #expect(evaluation.outputs == ["\(agrees)"], "\(schema) \(value) \(evaluation.ending)")
      }
    }
  }

  /// A schema, a value that breaks it, and each violation: its path, and the names, types and numbers in its rule.
  struct Violations: Sendable, CustomTestStringConvertible {
    let schema: String
    let value: String
    let expected: [(path: String, tokens: [String])]

    init(of schema: String, in value: String, _ expected: (path: String, tokens: [String])...) {
      self.schema = schema
      self.value = value
      self.expected = expected
    }

    var testDescription: String { schema }
  }

  static let violations = [
    Violations(
      of:
        #"{"properties":{"a":{"items":{"type":["integer","null"]}}},"additionalProperties":false}"#,
      in: #"{"a":[1,"x"],"b c":1}"#, (".a[1]", ["integer", "null", "string"]), (#"["b c"]"#, [])),
    Violations(
      of: #"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, in: "1",
      ("", ["string", "null", "integer"])),
    Violations(
      of: #"{"anyOf":[{"const":"a"},{"const":"b"},{"type":"null"}]}"#, in: "1",
      ("", [#""a""#, #""b""#, "null"])),
    // The nearest alternative has the right constant, although it has more violations.
    Violations(
      of: #"{"oneOf":[{"properties":{"kind":{"const":"a"}}},"#
        + #"{"properties":{"kind":{"const":"b"},"n":{"type":"object","required":["x","y"]}}}]}"#,
      in: #"{"kind":"b","n":{}}"#, (".n", ["`x`", "2"]), (".n", ["`y`", "2"])),
    Violations(
      of: #"{"oneOf":[{"minimum":1},{"type":"integer"},false]}"#, in: "2",
      ("", ["3", "oneOf", "1", "2"])),
    Violations(
      of: #"{"dependentRequired":{"a":["b"]},"propertyNames":{"maxLength":1}}"#,
      in: #"{"a":1,"cc":1}"#, ("", [#""cc""#, "1", "2"]), ("", ["`b`", "`a`"])),
    Violations(
      of: #"{"allOf":[{"properties":{"a":true},"required":["z"]}],"unevaluatedProperties":false}"#,
      in: #"{"b":1}"#, ("", ["`z`"])),
  ]

  @Test("each violation has its path, and names what the rule is about", arguments: violations)
  func places(_ violations: Violations) async throws {
    let worker = try await LawHarness.shared.value.worker
    let evaluation = await worker.evaluate(
      #"include "lib/schema"; .schema as $schema | .value | violations($schema)"#,
      on: #"{"schema":\#(violations.schema),"value":\#(violations.value)}"#, within: 10)
    let found = evaluation.outputs.compactMap { StrictJSON.decode(Array($0.utf8)).value }
    #expect(found.map { $0["path"]?.string } == violations.expected.map(\.path))
    for (violation, expected) in zip(found, violations.expected) {
      let rule = try #require(violation["rule"]?.string)
      for token in expected.tokens { #expect(rule.contains(token), "\(rule)") }
    }
  }

  /// Schemas that apply their own parts in several ways, for deeply nested values.
  static let costly = [
    // Alternatives that differ only at the last level.
    ##"{"anyOf":[{"properties":{"a":{"$ref":"#"}}},{"properties":{"a":{"$ref":"#"},"b":{}}}],"##
      + #""not":{"const":"x"}}"#,
    ##"{"allOf":[{"properties":{"a":{"$ref":"#"}}},{"properties":{"a":{"$ref":"#"}}}]}"##,
    ##"{"oneOf":[{"required":["z"]},{"properties":{"a":{"$ref":"#"}}}],"unevaluatedProperties":false}"##,
    ##"{"if":{"properties":{"a":{"$ref":"#"}}},"then":{"properties":{"a":{"$ref":"#"}}},"else":false}"##,
    ##"{"anyOf":[{"$ref":"#"},{"$ref":"#/anyOf/0"},{"anyOf":[{"$ref":"#"},{"$ref":"#/anyOf/1"}]}]}"##,
  ]

  @Test("validation ends in time", arguments: costly)
  func ends(_ schema: String) async throws {
    let worker = try await LawHarness.shared.value.worker
    let value = (0..<60).reduce(#""x""#) { inner, _ in #"{"a":\#(inner)}"# }
    let evaluation = await worker.evaluate(
      #"include "lib/schema"; .schema as $schema | [.value | violations($schema)] | length < 99"#,
      on: #"{"schema":\#(schema),"value":\#(value)}"#, within: 30)
    #expect(evaluation.outputs == ["true"], "\(evaluation.ending)")
  }
}
