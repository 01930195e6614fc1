/// A pattern for ids: `*` matches any text without a slash, `**` matches any text.
struct Glob {
  private let pattern: [Character]

  init(_ pattern: String) {
    self.pattern = Array(pattern)
  }

  func matches(anyOf ids: [String]) -> Bool { ids.contains(where: matches) }

  func matches(_ id: String) -> Bool {
    // reached[n]: whether the part of the pattern before `at` matches the first n characters.
    let text = Array(id)
    var reached = [Bool](repeating: false, count: text.count + 1)
    reached[0] = true
    var at = 0
    while at < pattern.count {
      var next = [Bool](repeating: false, count: text.count + 1)
      if pattern[at] == "*" {
        let crosses = at + 1 < pattern.count && pattern[at + 1] == "*"
        at += crosses ? 2 : 1
        var open = false
        for index in 0...text.count {
          if index > 0, !crosses, text[index - 1] == "/" { open = false }
          open = open || reached[index]
          next[index] = open
        }
      } else {
        for index in text.indices where reached[index] && text[index] == pattern[at] {
          next[index + 1] = true
        }
        at += 1
      }
      reached = next
    }
    return reached[text.count]
  }
}
