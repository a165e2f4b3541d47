import Foundation
import PackagePlugin

/// Makes the text files of a top-level folder part of the binary: `script/embed` writes them as one Swift file.
///
/// A target that uses it gets `EmbeddedFiles.all`, the files of the folder that `folders` names for it.
@main
struct EmbedFiles: BuildToolPlugin {
    static let folders = ["Migrations": "migrations", "KithService": "config"]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let folder = Self.folders[target.name] else {
            Diagnostics.error("EmbedFiles: no folder is named for the target \(target.name)")
            return []
        }
        let root = context.package.directoryURL
        let input = root.appending(path: folder)
        let script = root.appending(path: "script/embed")
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        let files = try FileManager.default.subpathsOfDirectory(atPath: input.path())
            .filter { $0.hasSuffix(".sql") || $0.hasSuffix(".json") }
            .sorted()
        return [
            .buildCommand(
                displayName: "Embedding \(folder)/",
                executable: URL(filePath: "/bin/sh"),
                arguments: [script.path(), output.path(), input.path()] + files,
                inputFiles: [script] + files.map { input.appending(path: $0) },
                outputFiles: [output])
        ]
    }
}
