import Testing

import JSONText
@testable import Transcripts

@Suite("A transcript contains the same facts, however the bytes arrived")
struct TranscriptTests {
  private static let chatURL = "http://127.0.0.1:1/v1/chat/completions"

  private func transcript(_ body: [UInt8], pieces: [Int], type: String = "text/event-stream")
    -> JSON
  {
    var exchange = Exchange(
      request: Request(
        method: "POST", url: Self.chatURL, body: Array(#"{"stream":true}"#.utf8)))
    exchange.status = 200
    exchange.httpVersion = "1.1"
    exchange.headers = [Header("Content-Type", type)]
    exchange.body = body
    exchange.arrivals = pieces.enumerated().map { Arrival(at: Double($0), bytes: $1) }
    let place = Transcript.Place(testCase: ["id": "a/b"], step: 1, trial: 1)
    return Transcript(of: exchange, at: place, of: ["endpoint": "e", "model": "m"]).json
  }

  /// The document without times and chunks, which depend on how the bytes arrived.
  private func timeless(_ json: JSON) -> JSON {
    switch json {
    case .array(let elements): .array(elements.map(timeless))
    case .object(let members):
      .object(
        members.filter { !["at_ms", "chunks", "timing"].contains($0.key) }
          .map { JSON.Member($0.key, timeless($0.value)) })
    default: json
    }
  }

  /// The digest of an answer with a content.
  private func digest(_ content: String, url: String = chatURL) -> JSON {
    var exchange = Exchange(request: Request(url: url))
    exchange.status = 200
    let body: JSON = [
      "data": [["id": .string(content)]],
      "choices": [["index": 0, "message": ["content": .string(content)]]],
    ]
    exchange.body = body.bytes()
    let place = Transcript.Place(testCase: ["id": "a/b"], step: 1, trial: 1)
    return Transcript(of: exchange, at: place, of: [:]).digest()
  }

  @Test("a digest limits texts, and different texts stay different")
  func digest() throws {
    func content(_ digest: JSON) -> String? {
      digest["response"]?["assembled"]?["choices"]?.array?.first?["content"]?.string
    }
    let usual = String(repeating: "word ", count: 1600)
    #expect(content(digest(usual)) == usual)
    // Characters of several bytes are where the text is cut.
    let long = String(repeating: "ü🫠", count: 200_000)
    var other = Array(long)
    other[200_000] = "x"
    let (one, two) = (digest(long), digest(String(other)))
    let kept = try #require(content(one))
    #expect(one.text.utf8.count < 12_000)
    #expect(kept.hasPrefix("ü🫠") && kept.hasSuffix("ü🫠") && !kept.contains("\u{FFFD}"))
    #expect(content(one) == content(digest(long)) && content(one) != content(two))
  }

  @Test("a digest contains a list of models completely, and no other documents")
  func lists() {
    let name = String(repeating: "m", count: 50_000)
    let list = digest(name, url: "http://127.0.0.1:1/v1/models")
    #expect(list["response"]?["json"]?["data"]?.array?.first?["id"]?.string == name)
    #expect(digest("hi")["response"]?["json"] == nil && list["response"]?["text"] == nil)
  }

  @Test("every split of a short stream")
  func everySplit() {
    let text =
      ": hi\r\n\r\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ü🫠\"}}]}\n\n"
      + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\rdata: [DONE]"
    let body = Array(text.utf8)
    let whole = timeless(transcript(body, pieces: [body.count]))
    for cut in 0...body.count {
      #expect(timeless(transcript(body, pieces: [cut, body.count - cut])) == whole)
    }
    #expect(timeless(transcript(body, pieces: body.map { _ in 1 })) == whole)
  }

  @Test("every split of a recorded call, and byte by byte", arguments: Recording.all)
  func recordings(_ recording: Recording) {
    let body = recording.bytes
    let whole = timeless(transcript(body, pieces: [body.count]))
    // All places of a long stream would take minutes; an odd step meets every kind of place.
    for cut in stride(from: 0, through: body.count, by: max(1, body.count / 60) | 1) {
      #expect(timeless(transcript(body, pieces: [cut, body.count - cut])) == whole)
    }
    #expect(timeless(transcript(body, pieces: body.map { _ in 1 })) == whole)
  }

  @Test("a real stream with a call is assembled to that call")
  func llamaCall() throws {
    let recording = try #require(Recording.all.first { $0.name == "llama.cpp-tool-auto.body" })
    let json = transcript(recording.bytes, pieces: [recording.bytes.count])
    let choice = try #require(json["response"]?["assembled"]?["choices"]?.array?.first)
    #expect(choice["finish_reason"] == "tool_calls")
    #expect(choice["reasoning_fields"] == ["reasoning_content"])
    #expect(choice["content"] == JSON.null)
    let call = try #require(choice["tool_calls"]?.array?.first)
    #expect(call["name"] == "get_weather")
    #expect(call["parsed"] == ["location": "Zurich"])
    #expect(json["response"]?["assembled"]?["fingerprints"] == ["b0-unknown"])
    #expect(json["response"]?["assembled"]?["usage"]?["total_tokens"]?.int == 214)
  }

  @Test("a stream with a wrong content type is read as a stream, a document as a document")
  func mislabelled() {
    let stream = Array("data: {\"choices\":[]}\n\ndata: [DONE]\n\n".utf8)
    let asJSON = transcript(stream, pieces: [stream.count], type: "application/json")
    #expect(asJSON["response"]?["events"]?.array?.count == 2)
    let document = Array(#"{"choices":[]}"#.utf8)
    let asStream = transcript(document, pieces: [document.count])
    #expect(asStream["response"]?["events"] == JSON.null)
    #expect(asStream["response"]?["json"] == ["choices": []])
  }

  @Test("an event with a line beyond the limit is left out, and so are later events")
  func longLine() {
    let long = String(repeating: "x", count: 5 << 20)
    let stream = Array(
      "data: {\"choices\":[]}\n\ndata: {\"x\":\"\(long)\"}\n\ndata: [DONE]\n\n".utf8)
    let json = transcript(stream, pieces: [stream.count])
    #expect(json["response"]?["events"]?.array?.count == 1)
    #expect(json["ending"] == "too-large")
    #expect(json["ending_detail"]?.string?.contains("4194304") == true)
  }

  @Test("the key is masked if the endpoint repeats it, even across deltas")
  func masked() {
    let key = "sk-0123456789"
    let text =
      "data: {\"choices\":[{\"delta\":{\"content\":\"sk-0123\"}}]}\n\n"
      + "data: {\"choices\":[{\"delta\":{\"content\":\"456789\"}}]}\n\n"
    var exchange = Exchange(request: Request(method: "POST", url: Self.chatURL))
    exchange.status = 200
    exchange.headers = [Header("Content-Type", "text/event-stream"), Header("X", "Bearer \(key)")]
    exchange.body = Array(text.utf8)
    exchange.arrivals = [Arrival(at: 0, bytes: text.utf8.count)]
    let place = Transcript.Place(testCase: ["id": "a/b"], step: 1, trial: 1)
    let json = Transcript(of: exchange, at: place, of: nil)
      .masked(Secret(key), of: exchange, at: place, to: nil).json
    #expect(!json.text.contains(key))
    let choice = json["response"]?["assembled"]?["choices"]?.array?.first
    #expect(choice?["content"] == "*************")
  }

  @Test("no response is a fact too")
  func nothing() {
    var exchange = Exchange(request: Request(url: "http://127.0.0.1:1/v1/models"))
    exchange.ending = .refused
    let place = Transcript.Place(testCase: ["id": "a/b"], step: 1, trial: 1)
    let json = Transcript(of: exchange, at: place, of: nil).json
    #expect(json["kind"] == "models")
    #expect(json["ending"] == "refused")
    #expect(json["response"]?["status"] == JSON.null)
    #expect(json["response"]?["json_defects"] == JSON.null)
  }
}
