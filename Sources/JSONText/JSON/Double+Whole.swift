extension Double {
  /// The nearest integer that a `Double` represents exactly; 0 for NaN.
  public var whole: Int {
    isNaN ? 0 : Int(Swift.min(Swift.max(rounded(), -0x1p53), 0x1p53))
  }
}
