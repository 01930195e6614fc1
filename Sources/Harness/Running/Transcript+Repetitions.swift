internal import JSONText
internal import Transcripts

extension Transcript {
  /// How often its request was sent before, and then refused temporarily or lost with its connection.
  var repetitions: Int {
    let resent = json["connection"]?["resent"]?.int ?? 0
    return (json["refusals"]?.array?.count ?? 0) + min(max(0, resent), 100)
  }

  /// How often its request was refused with 429 or 503, and retried.
  var refusals: Int {
    json["refusals"]?.array?.count { [429, 503].contains($0["status"]?.int) } ?? 0
  }
}
