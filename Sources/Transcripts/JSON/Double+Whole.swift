extension Double {
  /// The nearest whole number, as far as a `Double` tells them apart; 0 where it is no number.
  public var whole: Int {
    isNaN ? 0 : Int(Swift.min(Swift.max(rounded(), -0x1p53), 0x1p53))
  }
}
