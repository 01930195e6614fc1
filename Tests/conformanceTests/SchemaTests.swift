import JQ
import Testing
import Transcripts

@Suite("Agreement with a JSON Schema")
struct SchemaTests {
  /// A schema, values that agree and values that do not, as JSON texts.
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
    ("true", ["1"], []), ("false", [], ["1"]), ("{}", ["null"], []),
  ]

  @Test("is told rule by rule", arguments: table)
  func agreement(_ schema: String, _ agreeing: [String], _ breaking: [String]) async throws {
    let worker = try await Workshop.shared.value.worker
    for (values, agrees) in [(agreeing, true), (breaking, false)] {
      for value in values {
        let evaluation = await worker.evaluate(
          #"include "lib/schema"; .schema as $schema | [.value | violations($schema)] == []"#,
          on: #"{"schema":\#(schema),"value":\#(value)}"#, within: 10)
        #expect(evaluation.outputs == ["\(agrees)"], "\(schema) \(value) \(evaluation.ending)")
      }
    }
  }
}
