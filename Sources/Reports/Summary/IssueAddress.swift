extension String {
  /// Where a report such as `vllm-project/vllm#10781` can be read; nil for what is none.
  var issueAddress: String? {
    guard let parts = wholeMatch(of: /([A-Za-z0-9-]+\/[A-Za-z0-9._-]+)#([0-9]+)/) else {
      return nil
    }
    return "https://github.com/\(parts.output.1)/issues/\(parts.output.2)"
  }
}
