// swift-tools-version: 6.2
import PackageDescription

/// What holds for every Swift target: the walls that the compiler keeps, and no warning let through.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

/// What holds for every C target that is more than a header.
let cSettings: [CSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "kith",
    products: [.executable(name: "kith", targets: ["kith"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .plugin(name: "EmbedFiles", capability: .buildTool()),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CEpoll", cSettings: cSettings),
        .target(name: "CSQLiteIO", dependencies: ["CSQLite"], cSettings: cSettings),
        .target(name: "JSON", swiftSettings: settings),
        .target(name: "HTTP", dependencies: ["JSON"], exclude: ["DESIGN.md"], swiftSettings: settings),
        .target(
            name: "Server", dependencies: ["HTTP", "CEpoll"], exclude: ["DESIGN.md"], swiftSettings: settings),
        .target(
            name: "SQLite", dependencies: ["CSQLite", "CSQLiteIO", "CCrypto"], exclude: ["DESIGN.md"],
            swiftSettings: settings),
        .target(name: "Migrations", dependencies: ["SQLite"], swiftSettings: settings, plugins: ["EmbedFiles"]),
        .target(
            name: "KithService",
            dependencies: ["HTTP", "JSON", "SQLite", "CCrypto", .product(name: "Logging", package: "swift-log")],
            exclude: ["DESIGN.md", "Audit/DESIGN.md", "Rights/DESIGN.md"], swiftSettings: settings,
            plugins: ["EmbedFiles"]),
        .executableTarget(
            name: "kith",
            dependencies: [
                "KithService", "Server", "HTTP", "SQLite", "Migrations",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: settings),
        .target(name: "Messages", dependencies: ["HTTP"], path: "Tests/Messages", swiftSettings: settings),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "JSON", "Messages"], swiftSettings: settings),
        .testTarget(name: "ServerTests", dependencies: ["Server", "HTTP", "Messages"], swiftSettings: settings),
        .target(name: "CFaultVFS", dependencies: ["CSQLite"], path: "Tests/CFaultVFS", cSettings: cSettings),
        .testTarget(
            name: "SQLiteTests", dependencies: ["SQLite", "CSQLite", "CFaultVFS"], swiftSettings: settings),
        .testTarget(name: "MigrationsTests", dependencies: ["Migrations", "SQLite"], swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests", dependencies: ["kith", "JSON"], exclude: ["Golden", "Storage/failing_disk.c"],
            swiftSettings: settings),
        .testTarget(name: "TidyTests", dependencies: ["JSON", "Migrations", "SQLite"], swiftSettings: settings),
        .testTarget(
            name: "KithServiceTests",
            dependencies: [
                "KithService", "JSON", "HTTP", "SQLite", "Migrations", "CCrypto",
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Fixtures", "Scenarios"], swiftSettings: settings),
    ]
)
