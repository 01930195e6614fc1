internal import Glibc
public import JSONText
internal import Transcripts

/// When a model is good enough at something: two rates of success and a bound on the probability of
/// error.
///
/// Trials continue until Wald's sequential test decides between the two rates, and stop then. If
/// they end earlier, Wilson's interval decides, provided that it excludes one of the rates and not
/// the other. Each of the two tests may use half of the allowed error, so that the bound holds for
/// both together, no matter when the trials end: a model that succeeds no more often than ``bad``
/// passes with a probability of at most ``error``; a model that has each of several skills at least
/// as often as ``good`` fails in any of them with a probability of at most ``error``.
public struct RateRule: Sendable, Equatable {
  /// A rate of success that must pass.
  public var good = 0.95
  /// A rate of success that must fail.
  public var bad = 0.7
  /// The maximum probability of error, in each direction.
  public var error = 0.05
  /// How many skills (each a check in a case) share the probability of a false alarm.
  public var skills = 1
  /// The maximum number of trials of a case.
  public var maxTrials = 30
  /// Whether every case is measured, or only the cases in which a trial failed.
  public var measuresAll = false

  /// The default rule.
  public init() {}

  /// The decision after some trials; nil if more are needed.
  func decision(_ successes: Int, of trials: Int) -> Rate.Verdict? {
    let evidence =
      Double(successes) * log(good / bad) + Double(trials - successes) * log((1 - good) / (1 - bad))
    return evidence >= log(2 / error) ? .pass : evidence <= -log(2 / falseAlarm) ? .fail : nil
  }

  /// The conclusion if the trials end without a decision.
  func conclusion(_ successes: Int, of trials: Int) -> Rate.Verdict {
    let interval = interval(successes, of: trials)
    // For a few trials the interval is too narrow, so the exact probability must be small as well.
    let isAboveBad =
      interval.lowerBound > bad
      && Self.chance(of: successes...trials, of: trials, at: bad) <= error / 2
    let isBelowGood =
      interval.upperBound < good
      && Self.chance(of: 0...successes, of: trials, at: good) <= falseAlarm / 2
    return isAboveBad == isBelowGood ? .inconclusive : isAboveBad ? .pass : .fail
  }

  /// The minimum number of trials, all successful, that makes a skill good enough.
  public var fewest: Int {
    (1...Self.longest).first { (decision($0, of: $0) ?? conclusion($0, of: $0)) == .pass }
      ?? Self.longest
  }

  /// The probability with which a good model may fail in one of its skills.
  private var falseAlarm: Double { error / Double(skills) }

  /// The probability that the number of successes is in a range.
  private static func chance(of successes: ClosedRange<Int>, of trials: Int, at rate: Double)
    -> Double
  {
    // Logarithms, because factorials of large numbers exceed a double.
    func logFactorial(_ number: Int) -> Double {
      var sign: Int32 = 0
      return lgamma_r(Double(number + 1), &sign)
    }
    return successes.reduce(0) { sum, count in
      let ways = logFactorial(trials) - logFactorial(count) - logFactorial(trials - count)
      return sum
        + exp(ways + Double(count) * log(rate) + Double(trials - count) * log(1 - rate))
    }
  }

  /// Wilson's interval, with a correction for continuity, because it is too narrow near 1 without
  /// it.
  func interval(_ successes: Int, of trials: Int) -> ClosedRange<Double> {
    let (n, z) = (Double(trials), Self.normal(1 - error / 2))
    let p = Double(successes) / n
    func bound(_ sign: Double) -> Double {
      let inner = z * z - sign * 2 - 1 / n + 4 * p * (n * (1 - p) + sign)
      return (2 * n * p + z * z - sign * (1 + z * max(0, inner).squareRoot())) / (2 * (n + z * z))
    }
    let low = successes == 0 ? 0 : max(0, bound(1))
    let high = successes == trials ? 1 : min(1, bound(-1))
    return low...max(low, high)
  }

  /// The quantile of the normal distribution.
  private static func normal(_ probability: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.squareRoot()) / 2 < probability { low = middle } else { high = middle }
    }
    return low
  }

  /// The JSON form in a run record.
  public var json: JSON {
    [
      "good": JSON(good), "bad": JSON(bad), "error": JSON(error),
      "skills": JSON(skills), "most": JSON(maxTrials), "measures_all": .bool(measuresAll),
    ]
  }

  /// Reads the rule of a profile or a record; missing fields have their defaults.
  public init?(_ json: JSON) {
    good = json["good"]?.double ?? good
    bad = json["bad"]?.double ?? bad
    error = json["error"]?.double ?? error
    skills = max(1, json["skills"]?.boundedCount ?? skills)
    maxTrials = json["most"]?.int ?? maxTrials
    measuresAll = json["measures_all"]?.bool ?? measuresAll
    guard 0 < bad, bad < good, good < 1, 0 < error, error < 0.5,
      (1...Self.longest).contains(maxTrials)
    else { return nil }
  }

  /// The upper bound of ``maxTrials``.
  public static let longest = 1000
}
