/// What an endpoint is, as far as a run could tell: which server, which version, which settings.
public struct Identity: Sendable, Equatable {
  /// What it was seen to be, in an order that reads well.
  public var traits: [Trait] = []
  /// How fast it was.
  public var measures: [Measure] = []

  /// What good answers show of it, in words for people.
  public var likeness: [Line] = []

  /// What good answers prove, by the words that remedies know it by: see ``Remedy/unless``.
  public var evidence: [String] = []

  /// Why it could not be made out; nil where it could, or was not tried.
  public var problem: String?

  /// More traits than any endpoint has.
  static let mostTraits = 50

  /// Knows nothing yet.
  public init() {}

  /// One thing that good answers show.
  public struct Line: Sendable, Equatable {
    /// What it is about.
    public var name: String
    /// What was seen.
    public var value: String
  }

  /// One thing that an endpoint is.
  public struct Trait: Sendable, Equatable {
    /// What it is called.
    public var name: String
    /// What it was seen to be; more than one where servers take turns.
    public var values: [Sighting]
    /// Whether it is a list, so that several values are no surprise.
    public var isList = false
    /// Whether it may be missing by chance, so that its coming and going is told and does not count.
    public var isOptional = false
    /// The trait that it is read from.
    public var part: String?
    /// What it is likely to mean when it changes.
    public var means: String?
  }

  /// A value, and where it was seen.
  public struct Sighting: Sendable, Equatable {
    /// The value.
    public var value: String
    /// In how many exchanges.
    public var times: Int
    /// The transcripts of the first of them.
    public var seen: [String]
  }

  /// A time or a rate, as the middle one of all that were taken.
  public struct Measure: Sendable, Equatable {
    /// What was measured.
    public var name: String
    /// How much it came to.
    public var value: Double
    /// In what: `ms`, or `1/s`.
    public var unit: String
  }

  /// The trait of that name.
  public subscript(name: String) -> Trait? { traits.first { $0.name == name } }
}
