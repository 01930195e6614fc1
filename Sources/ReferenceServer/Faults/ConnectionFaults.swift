extension Fault {
  /// Servers that are not an endpoint at all.
  static let connectionFaults = [
    Fault(
      "silent", "Requests are accepted and never answered.",
      unjudged: "Without an answer there is nothing to evaluate, so the run cannot start.",
      by: .anything { $0.steps = [.hang] }),
    Fault(
      "html-login", "Every path returns a login page.",
      unjudged: "It is not an endpoint, so the run ends at the first step.",
      by: .anything { script in
        let page = "<!doctype html><title>Log in</title><form><input name=user></form>\n"
        script = Script(.page(page), to: .unreadable)
      }),
  ]
}
