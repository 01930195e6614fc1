/// What a run found out about an endpoint: which server, which version, which settings.
public struct Identity: Sendable, Equatable {
  /// The traits that were observed, in reading order.
  public var traits: [Trait] = []
  /// The measured speeds.
  public var measures: [Measure] = []

  /// Properties of the endpoint for people, derived from good answers.
  public var likeness: [Line] = []

  /// Facts that good answers prove, by the words that ``Remedy/unless`` uses.
  public var evidence: [String] = []

  /// Why the endpoint could not be identified; nil if it was, or if nothing was tried.
  public var problem: String?

  /// The maximum number of traits that are read.
  static let maxTraits = 50

  /// An empty identity.
  public init() {}

  /// One property with a name and a value.
  public struct Line: Sendable, Equatable {
    /// The property.
    public var name: String
    /// The observed value.
    public var value: String
  }

  /// One trait of an endpoint, such as its server or version.
  public struct Trait: Sendable, Equatable {
    /// The name of the trait.
    public var name: String
    /// The observed values; several if different servers behind the endpoint take turns.
    public var values: [Sighting]
    /// Whether the trait is a list, so that several values are expected.
    public var isList = false
    /// Whether the trait may be missing by chance; its coming and going is then reported and does
    /// not count.
    public var isOptional = false
    /// The trait from which this one is derived.
    public var part: String?
    /// What a change of the trait probably means.
    public var means: String?
  }

  /// A value and where it was observed.
  public struct Sighting: Sendable, Equatable {
    /// The value.
    public var value: String
    /// In how many exchanges the value was observed.
    public var times: Int
    /// The transcripts of the first exchanges with the value.
    public var seen: [String]
  }

  /// A time or a rate, as the median of all measurements.
  public struct Measure: Sendable, Equatable {
    /// The measured quantity.
    public var name: String
    /// The median.
    public var value: Double
    /// The unit: `ms` or `1/s`.
    public var unit: String
  }

  /// The trait with a name.
  public subscript(name: String) -> Trait? { traits.first { $0.name == name } }
}
