internal import Transcripts

extension Transcript {
  /// How often its request had been sent before, refused for now or lost with its connection.
  var repetitions: Int {
    let resent = json["connection"]?["resent"]?.int ?? 0
    return (json["refusals"]?.array?.count ?? 0) + min(max(0, resent), 100)
  }
}
