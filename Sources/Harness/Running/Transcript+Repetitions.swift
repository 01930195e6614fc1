internal import JSONText
internal import Transcripts

extension Transcript {
  /// How often its request had been sent before, refused for now or lost with its connection.
  var repetitions: Int {
    let resent = json["connection"]?["resent"]?.int ?? 0
    return (json["refusals"]?.array?.count ?? 0) + min(max(0, resent), 100)
  }

  /// How often it was refused for now, and sent again.
  var refusals: Int {
    json["refusals"]?.array?.count { [429, 503].contains($0["status"]?.int) } ?? 0
  }
}
