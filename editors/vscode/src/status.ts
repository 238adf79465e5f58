// The item in the language status: which server runs, or what is missing.

export type State = { kind: "starting" } | { kind: "running"; version: string } | { kind: "stopped" } | { kind: "missing" };

export interface Shown {
  text: string;
  detail: string;
  isError: boolean;
  command?: { title: string; command: string };
}

const INSTALL = 'pip install "keras-netbuilder[lsp,tensorflow]"';

/** What the item says of a state. */
export function shown(state: State): Shown {
  switch (state.kind) {
    case "starting":
      return { text: "netbuilder", detail: "starting", isError: false };
    case "running":
      return { text: `netbuilder ${state.version}`.trim(), detail: "ready", isError: false, command: { title: "Log", command: "netbuilder.showLog" } };
    case "stopped":
      return { text: "netbuilder", detail: "stopped", isError: true, command: { title: "Restart", command: "netbuilder.restart" } };
    case "missing":
      return { text: "netbuilder", detail: `not found: ${INSTALL}`, isError: true, command: { title: "Restart", command: "netbuilder.restart" } };
  }
}

/** The message where no command starts the server. */
export const MISSING = `netbuilder is not installed here: ${INSTALL}, or set netbuilder.command`;
