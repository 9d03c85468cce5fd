import { describe, expect, it } from "vitest";
import type { Actor } from "../../../src/kernel/access/actor.ts";
import type { Grants } from "../../../src/kernel/access/permission.ts";
import { unlimited } from "../../../src/kernel/access/permission.ts";
import { resolveItems } from "../../../src/modules/releases/items/resolve.ts";
import { checkAllowed } from "../../../src/modules/releases/items/rules.ts";
import { registry } from "../../../src/registry.ts";
import { openCampaign } from "./given.ts";

const ada: Actor = { kind: "user", id: "usr_ada" };

describe("who may release", () => {
  const pointersFor = (grants: Grants) => {
    const shop = openCampaign();
    const { modules } = registry;
    const items = resolveItems(shop.tenant.storage.database, shop.everything(), {
      actor: ada,
      grants,
      modules,
    });
    const allowed = checkAllowed(items);
    return allowed.ok ? [] : allowed.refusal.errors?.map(({ pointer }) => pointer);
  };

  it("may do each item without a release", () => {
    expect(pointersFor(unlimited(["releases:manage", "posts:update", "pages:manage"]))).toEqual([
      ...["/items/2", "/items/3", "/items/4", "/items/5"],
    ]);
    const all = ["posts", "pages", "products", "menus", "discounts"] as const;
    expect(pointersFor(unlimited(all.map((one) => `${one}:update` as const)))).toEqual([]);
  });

  it("may not do it to own things only", () => {
    const own: Grants = new Map([
      ...unlimited(["pages:update", "products:update", "menus:update", "discounts:update"]),
      ["posts:update", [{ author: ["usr_ada"] }]],
    ] as never);
    expect(pointersFor(own)).toEqual(["/items/0"]);
  });
});
