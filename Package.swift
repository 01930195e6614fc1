// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Every byte of an answer passes through these, also under `swift run`, which builds for debugging.
let fast: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func library(_ name: String, imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: strict + fast)
}

func tests(of name: String, imports: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + imports, exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "conformance",
  products: [.executable(name: "conformance", targets: ["conformance"])],
  targets: [
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CJQ", linkerSettings: [.linkedLibrary("jq")]),

    .target(
      name: "JSONText", swiftSettings: strict + fast, linkerSettings: [.linkedLibrary("m")]),
    library("Transcripts", imports: ["JSONText"]),
    library("Wire", imports: ["Transcripts", "CCurl"]),
    library("JQ", imports: ["CJQ"]),
    library("Harness", imports: ["JSONText", "Transcripts", "JQ"]),
    library("Reports", imports: ["Harness", "JSONText", "Transcripts"]),
    library("ReferenceServer"),
    .executableTarget(
      name: "conformance",
      dependencies: [
        "JSONText", "Transcripts", "Wire", "JQ", "Harness", "Reports", "ReferenceServer", "CCurl",
      ],
      swiftSettings: strict),

    .target(
      name: "Support", dependencies: ["JSONText"], path: "Tests/Support", swiftSettings: strict),
    tests(of: "JSONText", imports: ["Support"]),
    tests(of: "Transcripts", imports: ["JSONText", "Support"], exclude: ["Recordings"]),
    tests(of: "Wire"),
    tests(of: "JQ"),
    tests(of: "Harness", imports: ["JSONText", "Support", "Transcripts"], exclude: ["Older"]),
    tests(of: "Reports", imports: ["Harness", "JSONText", "Transcripts"], exclude: ["Golden"]),
    tests(of: "ReferenceServer"),
    tests(
      of: "conformance",
      imports: ["Harness", "JQ", "JSONText", "ReferenceServer", "Reports", "Transcripts", "Wire"],
      exclude: ["Seed", "Experiments.jsonl"]),
  ]
)
