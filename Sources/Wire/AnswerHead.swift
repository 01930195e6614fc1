internal import Transcripts

/// Collects the status and headers of the final answer from the lines that curl reports.
///
/// Interim answers are skipped, and lines after the blank line of the final answer, such as
/// trailers, are ignored.
struct AnswerHead {
  /// The status of the final answer.
  private(set) var status: Int?
  /// The header lines of the final answer.
  private(set) var headers: [Header] = []
  /// Whether the head is complete.
  private(set) var isComplete = false
  /// Whether the current lines belong to a 1xx answer.
  private var isInterim = false

  /// Takes one line including its line ending.
  mutating func take(_ line: some BidirectionalCollection<UInt8>) {
    guard !isComplete else { return }
    let text = line.trimming { $0 == 10 || $0 == 13 }
    if text.isEmpty {
      isComplete = status != nil
      isInterim = false
    } else if isInterim {
      return
    } else if status == nil {
      begin(text)
    } else {
      add(text)
    }
  }

  private mutating func begin(_ line: some BidirectionalCollection<UInt8>) {
    let words = line.split(separator: 32, maxSplits: 2)
    guard words.count > 1, let code = Int(String(decoding: words[1], as: UTF8.self)) else { return }
    // 101 is not an interim answer: HTTP ends there.
    if 100..<200 ~= code, code != 101 {
      isInterim = true
    } else {
      status = code
    }
  }

  private mutating func add(_ line: some BidirectionalCollection<UInt8>) {
    let isBlank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
    if let first = line.first, isBlank(first), let last = headers.indices.last {
      // A folded line continues the previous one.
      headers[last].value += " " + String(decoding: line.trimming(isBlank), as: UTF8.self)
      return
    }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    let value = line[colon...].dropFirst().trimming(isBlank)
    headers.append(
      Header(
        String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
  }
}

extension BidirectionalCollection<UInt8> {
  fileprivate func trimming(_ isMargin: (UInt8) -> Bool) -> SubSequence {
    let end = lastIndex { !isMargin($0) }.map(index(after:)) ?? startIndex
    return self[..<end].drop(while: isMargin)
  }
}
