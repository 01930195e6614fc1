extension String {
  /// Whether the text is the version of a release: numbers, and possibly a suffix. A build number without
  /// dots must be short, because a longer one may be part of a hash.
  var isVersion: Bool {
    let release = /v?\d{1,9}(\.\d{1,9})+((rc|a|b|alpha|beta|dev|post)\d*)?([.\-+_ ].*)?/
    return wholeMatch(of: release) != nil || wholeMatch(of: /[vb]?\d{1,6}([.\-+_ ].*)?/) != nil
  }

  /// Whether a version is older than another. Numbers are compared one by one; a pre-release such as
  /// `0.23.1rc1` is older than its release.
  func isOlder(than other: String) -> Bool {
    let (left, right) = (versionParts, other.versionParts)
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let a = index < left.numbers.count ? left.numbers[index] : 0
      let b = index < right.numbers.count ? right.numbers[index] : 0
      if a != b { return a < b }
    }
    return left.isPreRelease && !right.isPreRelease
  }

  /// The numbers of a version, and whether its suffix marks a pre-release.
  private var versionParts: (numbers: [Int], isPreRelease: Bool) {
    let text = drop { !$0.isNumber }
    let release = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let suffix = text.dropFirst(release.count).lowercased()
    let isPreRelease = ["rc", "a", "b", ".dev", "dev", "-rc", "-alpha", "-beta"].contains {
      suffix.hasPrefix($0)
    }
    return (release.split(separator: ".").compactMap { Int($0) }, isPreRelease)
  }
}
