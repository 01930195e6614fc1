import Glibc
import JQ

if CommandLine.arguments.dropFirst().first == WorkerProcess.argument {
  WorkerProcess.serve(libraries: Array(CommandLine.arguments.dropFirst(2)))
}
signal(SIGPIPE, SIG_IGN)
let code = await CommandLineTool.run(
  Array(CommandLine.arguments.dropFirst()), environment: Environment.all)
exit(code.rawValue)
