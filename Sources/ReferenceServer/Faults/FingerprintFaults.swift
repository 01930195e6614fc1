extension Fault {
  /// Several servers behind one name.
  static let fingerprintFaults = [
    Fault(
      "two-replicas", "Two servers of different versions answer in turn.",
      breaks: "fingerprint/one-per-run: one-image-for-all-replicas",
      by: .reply { reply, _ in
        let isOther = replicas.next() % 2 == 1
        if isOther { reply.updateDocuments { $0["system_fingerprint"] = "ref-0.9.0-00c0ffee" } }
      }),
    Fault(
      "failover-in-stream", "Another server continues a stream in its middle.",
      breaks: "fingerprint/one-per-stream: gateway-fallback",
      by: .events { events in
        for case (let index, .chunk(var json)) in zip(events.indices, events)
        where index > events.count / 2 {
          json["system_fingerprint"] = "ref-0.9.0-00c0ffee"
          events[index] = .chunk(json)
        }
      }),
  ]

  /// Counts the replies of `two-replicas`.
  private static let replicas = Counter()
}
