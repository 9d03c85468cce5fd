import { beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../../src/kernel/api/route.ts";
import { passkeyInput, passkeySignInInput } from "../../../src/modules/identity/passkeys/schema.ts";
import { problemShape } from "../../support/http/documented.ts";
import { entitled } from "../../support/http/entitled.ts";
import { routes, send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";
import { pathWith, unknownId } from "../paths.ts";
import { documented, open, records } from "./documented.ts";
import { levelsOf, privileged } from "./fields.ts";

/*
 * No body takes a field that its schema does not name, at no depth: the caller learns which, and nothing is written. What the
 * schema names is listed with the reason.
 */

const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
const withBody = routes.flatMap((route) =>
  route.body === undefined ? [] : [{ name: nameOf(route), route, levels: levelsOf(route.body) }],
);

let tenant: MintedTenant;

beforeAll(async () => {
  tenant = await mintTenant();
});

describe("a field that a body does not document", { timeout: 20_000 }, () => {
  it.each(withBody)("is refused by $name at every depth, and named", async ({ name, route, levels }) => {
    for (const { path, names, withFields } of levels) {
      if (names === null || open.includes(`${name} ${path}`)) continue;
      const unnamed = Object.entries(privileged).filter(([name]) => !names.includes(name));
      const body = withFields(Object.fromEntries(unnamed));
      const answer = await send(route.method, pathWith(route, unknownId), {
        ...entitled(route, tenant),
        body,
      });
      expect(answer.status, `${path} ${answer.text}`).toBe(400);
      const { code, errors = [] } = problemShape.parse(answer.body);
      expect(code).toBe("validation-failed");
      const at = path.replaceAll("-", "0").replaceAll("*", "k");
      const refused = errors.filter((error) => error.code === "unknown-field").map(({ pointer }) => pointer);
      expect(refused.toSorted(), path).toEqual(unnamed.map(([name]) => `${at}/${name}`).toSorted());
    }
  });
});

it("a credential keeps no field that a browser adds", () => {
  const response = { clientDataJSON: "a", attestationObject: "a", authenticatorData: "a", signature: "a" };
  const credential = { id: "a", rawId: "a", type: "public-key", response: { ...privileged, ...response } };
  for (const [schema, known] of [
    [passkeyInput, ["clientDataJSON", "attestationObject"]],
    [passkeySignInInput, ["clientDataJSON", "authenticatorData", "signature"]],
  ] as const) {
    const { credential: kept } = schema.parse({ credential: { ...privileged, ...credential } });
    expect(Object.keys(kept).toSorted()).toEqual(["id", "rawId", "response", "type"]);
    expect(Object.keys(kept.response).toSorted()).toEqual(known.toSorted());
  }
});

describe("a body that documents a privileged field", () => {
  it("is listed with the reason", () => {
    const found = withBody.flatMap(({ name, levels }) =>
      levels.flatMap(({ path, names }) =>
        (names ?? []).filter((field) => field in privileged).map((field) => `${name} ${path}/${field}`),
      ),
    );
    expect(new Set(found)).toEqual(new Set(Object.keys(documented)));
  });

  it("has no other free names than these", () => {
    const found = withBody.flatMap(({ name, levels }) =>
      levels.flatMap(({ path, names }) => (names === null ? [`${name} ${path}`] : [])),
    );
    expect(new Set(found)).toEqual(new Set(Object.keys(records)));
  });

  it("keeps free names apart: a product's metadata sets nothing else", async () => {
    const metadata = privileged;
    const variants = [{ prices: [{ amount: 1_000, currency: "USD" }] }];
    const body = { translations: [{ locale: "en", title: "Lamp" }], variants, metadata };
    const plain = { ...body, metadata: {} };
    const [created, other] = await Promise.all(
      [body, plain].map((one) => send("post", "/v1/admin/products", { key: tenant.adminKey, body: one })),
    );
    expect(created, created?.text).toMatchObject({
      status: 201,
      body: { metadata, status: "draft", version: 1 },
    });
    expect(Object.keys(Object(created?.body))).toEqual(Object.keys(Object(other?.body)));
    expect(Object(created?.body).id).not.toBe(privileged.id);
  });
});
