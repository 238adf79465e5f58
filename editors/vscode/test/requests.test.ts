import assert from "node:assert/strict";
import { test } from "node:test";

import { argumentsOf } from "../src/requests";
import { shown } from "../src/status";

const editor = (uri?: string, code?: string) => ({ activeUri: () => uri, askCode: async () => code });

test("a lens says the file", async () => {
  assert.deepEqual(await argumentsOf("netbuilder.build", ["file:///a.yaml"], editor("file:///b.yaml")), ["file:///a.yaml"]);
});

test("the palette means the file that is edited, or asks", async () => {
  assert.deepEqual(await argumentsOf("netbuilder.build", [], editor("file:///b.yaml")), ["file:///b.yaml"]);
  assert.deepEqual(await argumentsOf("netbuilder.explain", [], editor("file:///b.yaml", "NB201")), ["NB201"]);
});

test("nothing is run without a file or a code", async () => {
  assert.equal(await argumentsOf("netbuilder.build", [], editor()), undefined);
  assert.equal(await argumentsOf("netbuilder.explain", [], editor("file:///b.yaml")), undefined);
});

test("the status says the version, or what to do", () => {
  assert.equal(shown({ kind: "running", version: "0.1.0" }).text, "netbuilder 0.1.0");
  assert.match(shown({ kind: "missing" }).detail, /pip install/);
  assert.equal(shown({ kind: "stopped" }).command?.command, "netbuilder.restart");
});
