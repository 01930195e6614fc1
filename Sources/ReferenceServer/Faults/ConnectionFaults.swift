extension Fault {
  /// Ways of not being an endpoint at all.
  static let connectionFaults = [
    Fault(
      "silent", "Requests are accepted and never answered.",
      unjudged: "Without an answer there is nothing to judge; the run could not be made.",
      by: .anything { $0.steps = [.hang] }),
    Fault(
      "html-login", "Every path answers with a page to log in on.",
      unjudged: "It is not an endpoint; the run ends at the first step.",
      by: .anything { script in
        let page = "<!doctype html><title>Log in</title><form><input name=user></form>\n"
        script = Script(.page(page), to: .unreadable)
      }),
  ]
}
