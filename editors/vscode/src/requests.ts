// What commands of the palette are called with: the server wants the file, or the code of a rule.

export interface Editor {
  /** The address of the text that is edited now; undefined where there is none. */
  activeUri(): string | undefined;
  /** Ask for the code of a rule; undefined where the question was left. */
  askCode(): Promise<string | undefined>;
}

/** The arguments of a server's command; undefined where it is not to be run. */
export async function argumentsOf(command: string, given: readonly unknown[], editor: Editor): Promise<unknown[] | undefined> {
  if (typeof given[0] === "string") return [...given];
  const argument = command === "netbuilder.explain" ? await editor.askCode() : editor.activeUri();
  return argument === undefined ? undefined : [argument];
}
