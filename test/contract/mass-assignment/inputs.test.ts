import { describe, expect, it } from "vitest";
import { registry } from "../../../src/registry.ts";
import { levelsOf, privileged } from "./fields.ts";

/*
 * The tenant's object parses the input of a command by itself. What another transport, or a later one, adds to an input is
 * refused there, or dropped before the command sees it.
 */

const commands = [...registry.commandByName.values()].map(({ name, input }) => ({ name, input }));

describe("a field that the input of a command does not have", () => {
  it.each(commands)("never reaches $name", ({ input }) => {
    for (const { path, names, withFields } of levelsOf(input)) {
      if (names === null) continue;
      const unnamed = Object.entries(privileged).filter(([name]) => !names.includes(name));
      const [plain, added] = [{}, Object.fromEntries(unnamed)].map((more) =>
        input.safeParse(withFields(more)),
      );
      expect(plain?.success, `${path} ${plain?.error}`).toBe(true);
      if (added?.success) expect(added.data, path).toEqual(plain?.data);
      else
        expect(
          added?.error?.issues.map(({ code }) => code),
          path,
        ).toEqual(["unrecognized_keys"]);
    }
  });
});
