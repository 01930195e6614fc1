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
  products: [
    .executable(name: "conformance", targets: ["conformance"]),
    .executable(name: "jq-worker", targets: ["JQWorker"]),
  ],
  targets: [
    .target(name: "CAllocator"),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .executableTarget(
      name: "JQWorker",
      cSettings: [.unsafeFlags(["-std=c11", "-Wall", "-Wextra", "-Werror", "-O2"])],
      // An image of compiled programs is valid only for the build of the worker that wrote it.
      linkerSettings: [
        .linkedLibrary("jq"), .unsafeFlags(["-nostartfiles", "-Xlinker", "--build-id"]),
      ]),

    .target(
      name: "JSONText", swiftSettings: strict + fast, linkerSettings: [.linkedLibrary("m")]),
    library("Transcripts", imports: ["JSONText"]),
    library("Wire", imports: ["Transcripts", "CCurl"]),
    library("JQ"),
    library("Harness", imports: ["JSONText", "Transcripts", "JQ", "CAllocator"]),
    library("Reports", imports: ["Harness", "JSONText", "Transcripts"]),
    library("ReferenceServer"),
    .executableTarget(
      name: "conformance",
      dependencies: [
        "JSONText", "Transcripts", "Wire", "JQ", "Harness", "Reports", "ReferenceServer", "CCurl",
        "CAllocator",
        "JQWorker",  // Not linked: a program that must be built, too.
      ],
      swiftSettings: strict),

    .target(
      name: "Support", dependencies: ["JSONText"], path: "Tests/Support", swiftSettings: strict),
    tests(of: "JSONText", imports: ["Support"]),
    tests(of: "Transcripts", imports: ["JSONText", "Support"], exclude: ["Recordings"]),
    tests(of: "Wire"),
    tests(of: "JQ", imports: ["JQWorker"]),
    tests(of: "Harness", imports: ["JSONText", "Support", "Transcripts"], exclude: ["Older"]),
    tests(of: "Reports", imports: ["Harness", "JSONText", "Transcripts"], exclude: ["Golden"]),
    tests(of: "ReferenceServer"),
    tests(
      of: "conformance",
      imports: [
        "Harness", "JQ", "JSONText", "ReferenceServer", "Reports", "Support", "Transcripts", "Wire",
      ],
      exclude: ["Seed", "Experiments.jsonl"]),
  ]
)
