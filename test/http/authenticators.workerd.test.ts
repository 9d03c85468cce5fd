import { describe, expect, it } from "vitest";
import { openScope } from "../../src/http/scope.ts";
import { authenticate } from "../../src/http/stages/authenticate.ts";
import type { AccessKind, Authenticator } from "../../src/kernel/access/authenticator.ts";
import { noGrants } from "../../src/kernel/access/permission.ts";
import { refusal } from "../../src/kernel/api/problem.ts";
import type { Route } from "../../src/kernel/api/route.ts";
import { defineModule } from "../../src/kernel/module.ts";
import { createRegistry } from "../../src/kernel/registry.ts";
import { ok, refused } from "../../src/kernel/values/result.ts";
import { modules } from "../../src/modules.ts";
import { environment, execution } from "./edge.ts";

const ada = { kind: "user", id: "ada" } as const;

/** Recognises bearer credentials that begin with `badge-`. */
const badge: Authenticator = {
  name: "badge",
  description: "A badge.",
  namesTenant: true,
  scheme: { type: "http", scheme: "bearer" },
  opens: ["permission"],
  async authenticate(credential) {
    if (!credential.startsWith("badge-")) return null;
    if (credential !== "badge-ada") return refused(refusal("unauthenticated", "The badge has expired."));
    return ok({ kind: "caller", actor: ada, grants: noGrants, tenantId: "ten_1" });
  },
};

const sticker: Authenticator = {
  name: "sticker",
  description: "A sticker.",
  namesTenant: true,
  scheme: { type: "apiKey", in: "header", name: "X-Sticker" },
  opens: ["customer"],
  authenticate: async (credential) => ok({ kind: "token", hash: `hash of ${credential}` }),
};

const registry = createRegistry([
  ...modules,
  defineModule({ name: "door", authenticators: [badge, sticker] }),
]);

const accessOf: Record<AccessKind, Route["access"]> = {
  permission: "products:read",
  account: "account",
  customer: "customer",
  public: "public",
};

/** What the stage makes of a request to a route of one kind. */
function enter(kind: AccessKind, headers: Readonly<Record<string, string>>) {
  const request = new Request("http://localhost/v1/door", { headers });
  const scope = openScope(
    request,
    environment({ PLATFORM_TOKEN: "open-sesame-open-sesame-open-sesame" }),
    execution(),
    registry,
  );
  // The stage reads nothing else of the route.
  const route = { access: accessOf[kind], opensByToken: kind === "customer" } as Route;
  return authenticate.run({ scope, route, module: "door" });
}

const refusedWith = (detail: string) => ({ ok: false, refusal: { code: "unauthenticated", detail } });

/** A caller without a credential is told how to send one that opens the route. */
const howTo = {
  permission: "A credential is required. Send `Authorization: Bearer <key>`.",
  customer:
    "A credential is required. Send `Authorization: Bearer <key>` or `X-Order-Token: <token>` or `X-Sticker: <token>`.",
} as const;

describe("a module's authenticator", () => {
  it("recognises its own bearer credential beside those of other modules", async () => {
    expect(await enter("permission", { Authorization: "Bearer badge-ada" })).toMatchObject({
      ok: true,
      value: { caller: { actor: ada, tenantId: "ten_1" }, tokens: {} },
    });
  });

  it("refuses a bad credential of its kind, also on public routes", async () => {
    for (const kind of ["permission", "customer", "public"] as const)
      expect(await enter(kind, { Authorization: "Bearer badge-bob" })).toMatchObject(
        refusedWith("The badge has expired."),
      );
  });

  it("reads a header of its own only where it opens something", async () => {
    const headers = { "X-Sticker": "star" };
    expect(await enter("customer", headers)).toMatchObject({
      value: { tokens: { sticker: "hash of star" } },
    });
    expect(await enter("public", headers)).toMatchObject({ ok: true, value: { tokens: {} } });
    expect(await enter("permission", headers)).toMatchObject(refusedWith(howTo.permission));
  });

  it("may stand beside a bearer credential", async () => {
    const headers = { "X-Sticker": "star", Authorization: "Bearer badge-ada" };
    expect(await enter("customer", headers)).toMatchObject({
      value: { caller: { actor: ada }, tokens: { sticker: "hash of star" } },
    });
  });
});

describe("a request", () => {
  it("without a credential is anonymous, where that is enough", async () => {
    expect(await enter("public", {})).toMatchObject({ value: { caller: { actor: { kind: "customer" } } } });
    for (const kind of ["permission", "customer"] as const)
      expect(await enter(kind, {})).toMatchObject(refusedWith(howTo[kind]));
  });

  it.each([
    "Bearer",
    "Bearer ",
    "Basic YTpi",
    `Bearer ${"x".repeat(513)}`,
    "Bearer two words",
    "Bearer stranger",
  ])("is refused with `Authorization: %s`, which nobody recognises", async (Authorization) => {
    for (const kind of ["permission", "public"] as const)
      expect(await enter(kind, { Authorization })).toMatchObject(refusedWith("The credential is not valid."));
  });
});

it("two authenticators do not share a name", () => {
  const twice = defineModule({ name: "door", authenticators: [badge, badge] });
  expect(() => createRegistry([...modules, twice])).toThrow(/"badge".*twice/);
});
