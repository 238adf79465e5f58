// Start `netbuilder lsp` for YAML files, and show how it stands.
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, State as ClientState } from "vscode-languageclient/node";

import { findCommand } from "./command";
import { argumentsOf, type Editor } from "./requests";
import { MISSING, shown, type State } from "./status";

const SELECTOR = [{ language: "yaml" }, { pattern: "**/pyproject.toml" }];

let client: LanguageClient | undefined;
let log: vscode.LogOutputChannel;
let item: vscode.LanguageStatusItem;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel("netbuilder", { log: true });
  item = vscode.languages.createLanguageStatusItem("netbuilder", { language: "yaml" });
  item.name = "netbuilder";
  context.subscriptions.push(
    log,
    item,
    vscode.commands.registerCommand("netbuilder.restart", restart),
    vscode.commands.registerCommand("netbuilder.showLog", () => log.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("netbuilder.command")) void restart();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  await client?.dispose();
  client = undefined;
  await start();
}

async function start(): Promise<void> {
  const command = findCommand(
    vscode.workspace.getConfiguration("netbuilder").get<string[]>("command", []),
    (vscode.workspace.workspaceFolders ?? []).map((folder) => ({ path: folder.uri.fsPath })),
    vscode.workspace.isTrusted,
    { isFile, platform: process.platform, searchPath: (process.env.PATH ?? "").split(path.delimiter).filter(Boolean) },
  );
  const [program, ...options] = command ?? [];
  if (program === undefined) {
    show({ kind: "missing" });
    void vscode.window.showWarningMessage(MISSING);
    return;
  }
  show({ kind: "starting" });
  log.info(`starting ${[program, ...options, "lsp"].join(" ")}`);
  client = new LanguageClient(
    "netbuilder",
    "netbuilder",
    { command: program, args: [...options, "lsp"], options: { env: { ...process.env, PYTHONUTF8: "1" } } },
    {
      documentSelector: SELECTOR,
      outputChannel: log,
      synchronize: { configurationSection: "netbuilder" },
      initializationOptions: vscode.workspace.getConfiguration("netbuilder"),
      middleware: {
        async executeCommand(name, given, next) {
          const filled = await argumentsOf(name, given, editor);
          return filled === undefined ? undefined : next(name, filled);
        },
      },
    },
  );
  client.onDidChangeState(({ newState }) => {
    if (newState === ClientState.Stopped) show({ kind: "stopped" });
  });
  try {
    await client.start();
    show({ kind: "running", version: client.initializeResult?.serverInfo?.version ?? "" });
  } catch (error) {
    show({ kind: "stopped" });
    log.error(String(error));
  }
}

const editor: Editor = {
  activeUri: () => vscode.window.activeTextEditor?.document.uri.toString(),
  askCode: async () =>
    vscode.window.showInputBox({ title: "Explain a rule", placeHolder: "NB201", validateInput: (text) => (/^NB\d{3,4}$/i.test(text) ? undefined : "a code, as NB201") }),
};

function show(state: State): void {
  const { text, detail, isError, command } = shown(state);
  item.text = text;
  item.detail = detail;
  item.busy = state.kind === "starting";
  item.severity = isError ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.command = command;
}

function isFile(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
