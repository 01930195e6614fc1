import CAllocator
import Glibc

allocator_return_memory()
// A closed pipe must be an error of `write`, not the end of the process.
signal(SIGPIPE, SIG_IGN)
// If a standard stream is closed, the next opened file would get its descriptor. /dev/full and /dev/null take
// its place, so that output to it fails or is lost.
for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
  _ = open(descriptor == 1 ? "/dev/full" : "/dev/null", O_RDWR)
}
let code = await CommandLineTool.run(
  Array(CommandLine.arguments.dropFirst()), environment: Environment.all)
exit(code.rawValue)
