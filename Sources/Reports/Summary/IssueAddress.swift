extension String {
  /// The address of a report such as `vllm-project/vllm#10781`; nil for anything else.
  var issueAddress: String? {
    guard let parts = wholeMatch(of: /([A-Za-z0-9-]+\/[A-Za-z0-9._-]+)#([0-9]+)/) else {
      return nil
    }
    return "https://github.com/\(parts.output.1)/issues/\(parts.output.2)"
  }
}
