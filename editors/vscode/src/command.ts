// Which command starts the language server.
import * as path from "node:path";

export interface Machine {
  /** Whether a file is there and can be run. */
  isFile(file: string): boolean;
  readonly platform: NodeJS.Platform;
  /** The folders of the PATH. */
  readonly searchPath: readonly string[];
}

export interface Folder {
  readonly path: string;
}

/**
 * The command without `lsp`: the setting, else the virtual environment of a trusted folder, else the PATH.
 * Undefined where there is none.
 */
export function findCommand(
  setting: readonly string[],
  folders: readonly Folder[],
  isTrusted: boolean,
  machine: Machine,
): string[] | undefined {
  if (setting.length > 0) return [...setting];
  const candidates = [
    // A folder that somebody else made may hold a program of any kind under that name.
    ...(isTrusted ? folders.flatMap((folder) => environments(folder.path, machine.platform)) : []),
    ...machine.searchPath.map((folder) => path.join(folder, executable(machine.platform))),
  ];
  const found = candidates.find((file) => machine.isFile(file));
  return found === undefined ? undefined : [found];
}

function environments(folder: string, platform: NodeJS.Platform): string[] {
  const inside = platform === "win32" ? "Scripts" : "bin";
  return [".venv", "venv"].map((name) => path.join(folder, name, inside, executable(platform)));
}

function executable(platform: NodeJS.Platform): string {
  return platform === "win32" ? "netbuilder.exe" : "netbuilder";
}
