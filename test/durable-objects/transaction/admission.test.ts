import { describe, expect, it } from "vitest";
import type { Actor } from "../../../src/kernel/access/actor.ts";
import { anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import { type Grants, noGrants, unlimited } from "../../../src/kernel/access/permission.ts";
import { defineModule } from "../../../src/kernel/module.ts";
import { modules } from "../../../src/modules.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { erase, write } from "../../support/node/requests.ts";
import { notes } from "../../support/notes/index.ts";

const script: Actor = { kind: "script", id: "guest" };

/** A platform that knows one caller more: a script with the grants given. */
function openWith(
  grants: Grants,
  more: { readonly suspended?: boolean; readonly disabledModules?: readonly string[] } = {},
) {
  const guests = defineModule({
    name: "guests",
    identify: (_, actor) => (actor.kind === "script" ? grants : null),
    tenancy: () => ({ suspended: more.suspended ?? false, disabledModules: more.disabledModules ?? [] }),
  });
  return openPlatform([...modules, notes, guests]);
}

const mayWrite: Grants = unlimited(["notes:create"]);
const note = write([["a", "one"]], { actor: script });
const codeOf = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  result.refusal?.code ?? "done";

describe("the admission to a command", () => {
  it("is a caller with its permission", () => {
    expect(openWith(mayWrite).tenant().core.execute(note)).toMatchObject({ ok: true });
  });

  it("is not a caller without, even when the input would be refused too", () => {
    const tenant = openWith(mayWrite).tenant();
    expect(tenant.core.execute(erase("a", { actor: script }))).toMatchObject({
      ok: false,
      refusal: { code: "forbidden" },
    });
    expect(tenant.core.execute({ ...erase("a", { actor: script }), input: "nonsense" })).toMatchObject({
      refusal: { code: "forbidden" },
    });
  });

  it.each([
    ["somebody no module knows", { kind: "user", id: "nobody" }],
    ["a key that is not this tenant's", { kind: "apiKey", id: "key_01J00000000000000000000000" }],
    ["a system actor that is not the platform", { kind: "system", id: "somebody else" }],
  ] satisfies [string, Actor][])("is not %s", (_, actor) => {
    expect(
      openWith(mayWrite)
        .tenant()
        .core.execute({ ...note, actor }),
    ).toMatchObject({ ok: false, refusal: { code: "unauthenticated" } });
  });

  it("is not an anonymous shopper, unless the command is public", () => {
    expect(
      openWith(mayWrite)
        .tenant()
        .core.execute({ ...note, actor: anonymous }),
    ).toMatchObject({ refusal: { code: "forbidden" } });
  });

  it("is the bearer of the platform token, who may do everything", () => {
    expect(
      openWith(noGrants)
        .tenant()
        .core.execute({ ...note, actor: platformToken }),
    ).toMatchObject({ ok: true });
  });

  it("goes for questions just as well", () => {
    const tenant = openWith(mayWrite).tenant();
    tenant.core.execute(note);
    const question = { query: "notes.read", input: { id: "a" }, actor: script };
    expect(tenant.core.ask(question)).toMatchObject({ refusal: { code: "forbidden" } });
    expect(tenant.core.ask({ ...question, actor: platformToken })).toMatchObject({
      ok: true,
      value: { text: "one" },
    });
  });
});

describe("the order of the checks", () => {
  const key = { scope: "s", fingerprint: "f", retentionMs: 1_000 };

  it("is credential, status, module, permission, input, replay, version, rule", () => {
    const bad = { ...note, input: { notes: [{ id: "a" }] } };
    expect(
      codeOf(
        openWith(mayWrite, { suspended: true })
          .tenant()
          .core.execute({ ...bad, actor: { kind: "user", id: "x" } }),
      ),
    ).toBe("unauthenticated");
    expect(
      codeOf(
        openWith(noGrants, { suspended: true, disabledModules: ["notes"] })
          .tenant()
          .core.execute(bad),
      ),
    ).toBe("tenant-suspended");
    expect(
      codeOf(
        openWith(noGrants, { disabledModules: ["notes"] })
          .tenant()
          .core.execute(bad),
      ),
    ).toBe("not-found");
    expect(codeOf(openWith(noGrants).tenant().core.execute(bad))).toBe("forbidden");
    expect(codeOf(openWith(mayWrite).tenant().core.execute(bad))).toBe("validation-failed");

    const tenant = openWith(mayWrite).tenant();
    tenant.core.execute({ ...note, idempotency: key });
    tenant.core.execute(write([["b", "taken"]]));
    expect(codeOf(tenant.core.execute({ ...note, ifMatch: ['"9"'], idempotency: key }))).toBe("done");
    expect(codeOf(tenant.core.execute(write([["a", "taken"]], { ifMatch: ['"9"'] })))).toBe(
      "version-mismatch",
    );
    expect(codeOf(tenant.core.execute(write([["a", "taken"]], { ifMatch: ['"1"'] })))).toBe("duplicate-note");
  });

  it("names the place of what does not fit", () => {
    expect(
      openWith(mayWrite)
        .tenant()
        .core.execute({ ...note, input: { notes: [{ id: "a", text: 7 }], extra: true } }),
    ).toMatchObject({
      refusal: {
        errors: expect.arrayContaining([
          { pointer: "/notes/0/text", code: expect.any(String), detail: expect.any(String) },
          { pointer: "/extra", code: "unknown-field", detail: expect.any(String) },
        ]),
      },
    });
  });
});

describe("If-Match", () => {
  const open = () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "one"]]));
    tenant.core.execute(write([["a", "two"]]));
    return tenant;
  };

  it("lets through the current version, one of several, or any with an asterisk", () => {
    for (const ifMatch of [['"2"'], ['"7"', '"2"'], ["*"]]) {
      expect(open().core.execute(write([["a", "three"]], { ifMatch }))).toMatchObject({ ok: true });
    }
  });

  it("refuses what has changed since it was read, and a weak tag", () => {
    for (const ifMatch of [['"1"'], ['W/"2"'], ["2"], [""]]) {
      expect(open().core.execute(write([["a", "three"]], { ifMatch }))).toMatchObject({
        refusal: { code: "version-mismatch" },
      });
    }
  });

  it("leaves it to the command to refuse a missing or deleted resource", () => {
    const tenant = open();
    tenant.core.execute(erase("a"));
    expect(tenant.core.execute(erase("a", { ifMatch: ['"1"'] }))).toMatchObject({
      refusal: { code: "not-found" },
    });
    expect(tenant.core.execute(erase("never", { ifMatch: ['"1"'] }))).toMatchObject({
      refusal: { code: "not-found" },
    });
  });
});

describe("the object that a command belongs to", () => {
  it("is either a tenant's object or the platform's: the other is a defect", () => {
    const platform = openPlatform();
    const input = { slug: "new-shop", domains: [], region: null };
    const reserve = {
      command: "tenants.reserve",
      input,
      actor: platformToken,
      correlationId: "01J00000000000000000000000",
    };
    expect(() => platform.tenant().core.execute(reserve)).toThrow(/does not belong/);
    expect(platform.tenant("platform").core.execute(reserve)).toMatchObject({ ok: true });
    expect(() => platform.tenant("platform").core.execute(note)).toThrow(/does not belong/);
  });

  it("is either of them for what both have, such as rebuilds", () => {
    const platform = openPlatform();
    for (const id of ["platform", undefined]) {
      const { core } = platform.tenant(id);
      expect(
        core.ask({ query: "ops.rebuild", input: { id: "rbd_none" }, actor: platformToken }),
      ).toMatchObject({
        refusal: { code: "not-found" },
      });
    }
  });

  it("is nowhere when no module declares it", () => {
    expect(() =>
      openPlatform()
        .tenant()
        .core.execute({ ...note, command: "notes.fly" }),
    ).toThrow(/no module declares/);
    expect(() =>
      openPlatform().tenant().core.ask({ query: "notes.fly", input: {}, actor: platformToken }),
    ).toThrow(/no module declares/);
  });
});
