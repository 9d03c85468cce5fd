import { beforeAll, describe, expect, it } from "vitest";
import { reuseOf } from "../../src/http/cache/canonical.ts";
import { entitled } from "../support/http/entitled.ts";
import { routes, send } from "../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../support/http/tenants.ts";
import { makeThing, pathNaming } from "../support/http/things.ts";

const reads = routes.filter(({ method, tenancy }) => method === "get" && tenancy !== "none");
const named = (list: typeof reads) => list.map((route) => ({ name: route.path, route }));

let one: MintedTenant;
let other: MintedTenant;
beforeAll(async () => {
  [one, other] = await Promise.all([mintTenant(), mintTenant()]);
});

describe("an answer that is kept", () => {
  it.each(named(reads))("is never that of a caller who was recognised: $name", async ({ route }) => {
    const path = pathNaming(route.path, (await makeThing(send, route, one)) ?? "none");
    for (const tenant of [one, one, other, other]) {
      const answer = await send("get", path, entitled(route, tenant));
      expect(answer.headers.get("Cache-Status"), answer.text).toBeNull();
    }
  });

  it.each(named(reads.filter((route) => reuseOf(route) === null)))(
    "is of products, collections and categories only, not of $name",
    async ({ route }) => {
      const path = pathNaming(route.path, "01J00000000000000000000000");
      for (let time = 0; time < 2; time += 1) {
        const answer = await send("get", path, { headers: { "X-Tenant": one.slug } });
        expect(answer.headers.get("Cache-Status"), answer.text).toBeNull();
      }
    },
  );

  it.each(named(reads.filter((route) => reuseOf(route) !== null)))("is public: $name", ({ route }) => {
    expect(route).toMatchObject({ access: "public", path: expect.stringMatching(/^\/v1\/store\//) });
  });
});
