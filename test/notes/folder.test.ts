import { expect, it } from "vitest";
import { createRegistry, problemOf } from "../../src/kernel/registry.ts";
import { modules } from "../../src/modules.ts";
import { readSources } from "../architecture/sources.ts";
import { notes } from "../support/notes/index.ts";

it("a module's problem, resource and id come into the platform with its line in the list, and go with it", () => {
  const [without, withNotes] = [createRegistry(modules), createRegistry([...modules, notes])];
  expect(problemOf(withNotes, "duplicate-note").status).toBe(409);
  expect(() => problemOf(without, "duplicate-note")).toThrow(/no module declares/);
  expect([...withNotes.roles.grantsOf("manager").keys()]).toContain("notes:create");
  expect([...without.roles.grantsOf("manager").keys()]).not.toContain("notes:create");
  expect(withNotes.idByPrefix.get("note")?.name).toBe("note");
  expect(without.idByPrefix.has("note")).toBe(false);
});

it("no file of the platform names what the module brings", () => {
  const naming = readSources("src", "durable-objects").filter(({ text }) =>
    /duplicate-note|"notes[:.]|\bnoteIds\b/.test(text),
  );
  expect(naming.map(({ path }) => path)).toEqual([]);
});
