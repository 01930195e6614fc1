import JSONText
import Testing

@testable import Harness

@Suite("Long texts of examples are written out")
struct ExpandedTests {
  @Test("a repetition and a concatenation become texts, at any depth")
  func texts() {
    let short: JSON = [
      "a": [["repeat": ["01", 3]]], "b": ["join": ["<", ["repeat": ["x", 2]], ">"]],
    ]
    #expect(short.expanded == ["a": ["010101"], "b": "<xx>"])
  }

  @Test(
    "other objects stay as they are",
    arguments: [
      ["repeat": ["a"]], ["repeat": ["a", 0]], ["repeat": ["a", 2], "other": 1],
      ["repeat": ["a", 1_000_000_000]], ["join": []], ["join": ["a", 1]], ["join": "a"],
    ] as [JSON])
  func others(_ value: JSON) {
    #expect(value.expanded == value)
  }
}
