import { describe, expect, it } from "vitest";
import type { Actor } from "../../src/kernel/access/actor.ts";
import { noGrants } from "../../src/kernel/access/permission.ts";
import { defineModule } from "../../src/kernel/module.ts";
import { modules } from "../../src/modules.ts";
import { openPlatform } from "../support/node/platform.ts";
import { notes } from "../support/notes/index.ts";

const script: Actor = { kind: "script", id: "guest" };
const codeOf = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  result.refusal?.code ?? "done";

/** A platform that knows one caller more: a script that may do nothing. */
const guests = defineModule({
  name: "guests",
  identify: (_, actor) => (actor.kind === "script" ? noGrants : null),
});

describe("every command and query of the platform", () => {
  const { registry } = openPlatform();
  const asked = [...registry.commandByName.values(), ...registry.queryByName.values()];

  it.each(asked.map(({ name, access, scope }) => ({ name, access, scope })))(
    "$name is refused to a caller who may do nothing",
    ({ name, access, scope }) => {
      const platform = openPlatform([...modules, notes, guests]);
      const tenant = platform.tenant(scope === "platform" ? "platform" : undefined);
      const call = { input: null, actor: script, correlationId: "01J00000000000000000000000" };
      const result = platform.registry.commandByName.has(name)
        ? tenant.core.execute({ command: name, ...call })
        : tenant.core.ask({ query: name, ...call });
      if (access === "public") expect(codeOf(result)).not.toBe("forbidden");
      else expect(codeOf(result)).toBe("forbidden");
    },
  );

  it("allows everything to super_admin and not everything to other roles", () => {
    const refused = (role: "super_admin" | "admin" | "manager") =>
      asked.filter(
        ({ access }) => access !== "public" && !registry.roles.grantsOf(role).has(access as never),
      );
    expect(refused("manager").length).toBeGreaterThan(0);
  });
});
