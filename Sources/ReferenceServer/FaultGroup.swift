/// The faults by subject. Each group is a file in `Faults`.
///
/// A new file of faults needs a new case here; the compiler then requires its list below.
public enum FaultGroup: String, CaseIterable, Sendable {
  case model = "model list"
  case list = "model list: further defects"
  case http = "HTTP"
  case connection = "not an endpoint"
  case path = "another endpoint than intended"
  case transport = "before a body is read"
  case framing = "framing and content coding"
  case key = "API keys"
  case error = "refusals of invalid requests"
  case misleadingError = "misleading errors"
  case json = "JSON"
  case field = "types and values of fields"
  case chat = "structure of answers"
  case stream = "streams"
  case event = "server-sent events"
  case chunk = "chunks"
  case rareStream = "rare forms of streams"
  case damage = "damage by stream writers"
  case withheldText = "withheld text"
  case timing = "timing"
  case text = "texts"
  case finish = "ends of answers"
  case reasoning = "leaking reasoning"
  case misplacedReasoning = "reasoning in the wrong place"
  case tool = "tool calls"
  case choice = "tool_choice and parallel_tool_calls"
  case refusedTool = "refusals of valid tools"
  case callShape = "ids, types and names of calls"
  case callText = "calls left as text"
  case streamedTool = "streamed calls"
  case repeatedCall = "repeated and mixed calls"
  case argument = "arguments"
  case argumentEncoding = "arguments: encoding"
  case enumArgument = "arguments with a single allowed value"
  case turn = "conversations that are refused"
  case conversation = "parts of conversations that are lost"
  case history = "mixed up or refused history"
  case limit = "limits and options"
  case parameter = "fields that clients add"
  case structured = "structured output"
  case usage = "usage"
  case count = "counts and times"
  case fingerprint = "several servers behind one name"
  case concurrency = "simultaneous requests"
  case parity = "differences between streams and other answers"
  case cache = "caches"
  case integrity = "changed prompts and answers"
  case wholeRun = "visible only over a run"

  /// The faults of the group.
  public var faults: [Fault] {
    switch self {
    case .model: Fault.modelFaults
    case .list: Fault.listFaults
    case .http: Fault.httpFaults
    case .connection: Fault.connectionFaults
    case .path: Fault.pathFaults
    case .transport: Fault.transportFaults
    case .framing: Fault.framingFaults
    case .key: Fault.keyFaults
    case .error: Fault.errorFaults
    case .misleadingError: Fault.misleadingErrorFaults
    case .json: Fault.jsonFaults
    case .field: Fault.fieldFaults
    case .chat: Fault.chatFaults
    case .stream: Fault.streamFaults
    case .event: Fault.eventFaults
    case .chunk: Fault.chunkFaults
    case .rareStream: Fault.rareStreamFaults
    case .damage: Fault.damageFaults
    case .withheldText: Fault.withheldTextFaults
    case .timing: Fault.timingFaults
    case .text: Fault.textFaults
    case .finish: Fault.finishFaults
    case .reasoning: Fault.reasoningFaults
    case .misplacedReasoning: Fault.misplacedReasoningFaults
    case .tool: Fault.toolFaults
    case .choice: Fault.choiceFaults
    case .refusedTool: Fault.refusedToolFaults
    case .callShape: Fault.callShapeFaults
    case .callText: Fault.callTextFaults
    case .streamedTool: Fault.streamedToolFaults
    case .repeatedCall: Fault.repeatedCallFaults
    case .argument: Fault.argumentFaults
    case .argumentEncoding: Fault.argumentEncodingFaults
    case .enumArgument: Fault.enumArgumentFaults
    case .turn: Fault.turnFaults
    case .conversation: Fault.conversationFaults
    case .history: Fault.historyFaults
    case .limit: Fault.limitFaults
    case .parameter: Fault.parameterFaults
    case .structured: Fault.structuredFaults
    case .usage: Fault.usageFaults
    case .count: Fault.countFaults
    case .fingerprint: Fault.fingerprintFaults
    case .concurrency: Fault.concurrencyFaults
    case .parity: Fault.parityFaults
    case .cache: Fault.cacheFaults
    case .integrity: Fault.integrityFaults
    case .wholeRun: Fault.wholeRunFaults
    }
  }
}
