import assert from "node:assert/strict";
import { test } from "node:test";

import { findCommand, type Machine } from "../src/command";

const machine = (files: string[], platform: NodeJS.Platform = "linux"): Machine => ({
  isFile: (file) => files.includes(file.replaceAll("\\", "/")),
  platform,
  searchPath: ["/usr/bin"],
});

test("the setting wins", () => {
  const command = findCommand(["python", "-m", "netbuilder"], [{ path: "/net" }], true, machine(["/net/.venv/bin/netbuilder"]));
  assert.deepEqual(command, ["python", "-m", "netbuilder"]);
});

test("the environment of a trusted folder, else the PATH", () => {
  const both = machine(["/net/.venv/bin/netbuilder", "/usr/bin/netbuilder"]);
  assert.deepEqual(findCommand([], [{ path: "/net" }], true, both), ["/net/.venv/bin/netbuilder"]);
  assert.deepEqual(findCommand([], [{ path: "/net" }], false, both), ["/usr/bin/netbuilder"]);
  assert.deepEqual(findCommand([], [{ path: "/other" }, { path: "/net" }], true, machine(["/net/venv/bin/netbuilder"])), ["/net/venv/bin/netbuilder"]);
});

test("on Windows", () => {
  const found = findCommand([], [{ path: "/net" }], true, machine(["/net/.venv/Scripts/netbuilder.exe"], "win32"));
  assert.deepEqual(found?.map((file) => file.replaceAll("\\", "/")), ["/net/.venv/Scripts/netbuilder.exe"]);
});

test("nothing anywhere", () => assert.equal(findCommand([], [], true, machine([])), undefined));
