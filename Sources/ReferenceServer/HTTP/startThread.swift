import Glibc

/// Runs a closure on a detached thread with a small stack; false if no thread could be started.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  // Each connection has a thread, so that a default stack would use too much memory.
  pthread_attr_setstacksize(&attributes, 512 * 1024)
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let failure = pthread_create(&thread, &attributes, runThreadBody, box.toOpaque())
  if failure != 0 { box.release() }
  return failure == 0
}

/// A closure that C code can pass on as a pointer.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThreadBody(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let box { Unmanaged<ThreadBody>.fromOpaque(box).takeRetainedValue().run() }
  return nil
}
