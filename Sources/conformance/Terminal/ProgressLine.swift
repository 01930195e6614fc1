import JSONText
import Harness
import Reports
import Synchronization
import Transcripts

/// A line that shows the running cases and is repainted in place.
final class ProgressLine: Sendable {
  private struct State {
    var total = 0
    var done = 0
    var running: [String] = []
    /// Whether the line must be cleared before other output.
    var isShown = false
  }

  private let state = Mutex(State())
  private let isOn: Bool
  private let began = monotonicMilliseconds()

  init(isOn: Bool) {
    self.isOn = isOn
  }

  /// Notes an event.
  func note(_ progress: Progress) {
    state.withLock { state in
      switch progress {
      case .began(let trials): state.total = trials
      case .started(let trial): state.running.append(trial.testCase.id)
      case .ended(let trial):
        state.done += 1
        state.running.removeAll { $0 == trial.testCase.id }
      case .notice(let text):
        clear(&state)
        Console.notice("conformance: \(text)")
      }
    }
  }

  /// Repaints the line until the task is cancelled, then clears it.
  func show() async {
    guard isOn else { return }
    while !Task.isCancelled {
      state.withLock { paint(&$0) }
      try? await Task.sleep(for: .milliseconds(100))
    }
    state.withLock { clear(&$0) }
  }

  private func paint(_ state: inout State) {
    let tenths = Int((monotonicMilliseconds() - began) / 100)
    let status =
      state.total == 0
      ? "testing whether the endpoint is ready"
      : "\(state.done)/\(state.total)  " + state.running.joined(separator: ", ")
    let text = "\(tenths / 10).\(tenths % 10) s  \(status)"
    // Leave room for `^C`, which the terminal prints after the line.
    let width = (Console.columns(of: 2) ?? 80) - 3
    Console.status("\r\u{1B}[K\(text.cut(to: width).printable)")
    state.isShown = true
  }

  private func clear(_ state: inout State) {
    if state.isShown { Console.status("\r\u{1B}[K") }
    state.isShown = false
  }
}
