import Testing

@testable import JQ

@Suite("Frames are complete, however the bytes were split")
struct FrameTests {
  @Test("every split of two frames gives the same two frames")
  func splits() throws {
    let frames = [
      Frame(kind: .output, payload: Array("one".utf8)), Frame(kind: .done, payload: []),
    ]
    let bytes = frames.flatMap {
      OutgoingFrame(kind: $0.kind, payload: [$0.payload]).pieces.flatMap(\.self)
    }
    for cut in 0...bytes.count {
      var buffer: [UInt8] = []
      var start = 0
      var taken: [Frame] = []
      for part in [bytes[..<cut], bytes[cut...]] {
        buffer += part
        while let frame = try Frame.take(from: &buffer, startingAt: &start) { taken.append(frame) }
      }
      #expect(taken == frames)
    }
  }

  @Test("an invalid frame is distinguished from an incomplete one")
  func invalid() {
    var buffer: [UInt8] = [99, 0, 0, 0, 0]
    var start = 0
    #expect(throws: BrokenFrame.self) { try Frame.take(from: &buffer, startingAt: &start) }
  }
}
