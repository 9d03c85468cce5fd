import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { canonicalPath, canonicalTarget } from "../../../src/modules/seo/redirects/paths.ts";
import { duringStatements } from "../../support/node/reads.ts";
import { openStorefront } from "./given.ts";

type Storefront = ReturnType<typeof openStorefront>;

const create = (shop: Storefront, from: string, to: string, more: object = {}) =>
  shop.made("seo.createRedirect", { from, to, ...more });

const found = (shop: Storefront, path: string) => shop.read("seo.findRedirect", { path });
const shownById = (shop: Storefront, id: string) =>
  shop.tenant.core.ask({ query: "seo.readRedirect", input: { id }, actor: platformToken });

const pairs = z.object({ items: z.array(z.object({ from: z.string(), to: z.string() })) });
async function allOf(shop: Storefront) {
  await shop.deliverAll();
  const { items } = pairs.parse(await shop.read("seo.listRedirects", { limit: 100 }));
  return Object.fromEntries(items.map(({ from, to }) => [from, to]));
}

describe("a redirect", () => {
  it("is found by every spelling of its path", async () => {
    const shop = openStorefront();
    create(shop, "/Old%20Lamp/", "/products/lamp?ref=old#top", { status: 308 });
    await shop.deliverAll();
    expect(await found(shop, canonicalPath("/Old Lamp") ?? "")).toEqual({
      to: "/products/lamp?ref=old#top",
      status: 308,
    });
    await expect(found(shop, "/old%20lamp")).rejects.toThrow("not-found");
  });

  it("is permanent as browsers know it, unless it says otherwise", async () => {
    const shop = openStorefront();
    create(shop, "/a", "https://elsewhere.example/a");
    await shop.deliverAll();
    expect(await found(shop, "/a")).toEqual({ to: "https://elsewhere.example/a", status: 301 });
  });

  it("is gone when it is deleted, and its path can have another", async () => {
    const shop = openStorefront();
    const id = create(shop, "/a", "/b");
    expect(shop.refusalOf("seo.createRedirect", { from: "/a", to: "/c" })).toBe("duplicate-redirect");
    shop.must("seo.deleteRedirect", { id });
    create(shop, "/a", "/c");
    expect(await allOf(shop)).toEqual({ "/a": "/c" });
    expect(shownById(shop, id)).toMatchObject({ ok: false });
  });
});

describe("redirects together", () => {
  it("have no chains: one that leads to another leads to its end", async () => {
    const shop = openStorefront();
    create(shop, "/b", "/c");
    create(shop, "/a", "/b");
    expect(await allOf(shop)).toEqual({ "/a": "/c", "/b": "/c" });
  });

  it("have no chains: those that led to a path are led on when it is redirected", async () => {
    const shop = openStorefront();
    create(shop, "/a", "/b?from=a");
    create(shop, "/b", "/c");
    expect(await allOf(shop)).toEqual({ "/a": "/c", "/b": "/c" });
  });

  it("have no loops, whatever the way round", () => {
    const shop = openStorefront();
    const refused = (from: string, to: string) => shop.refusalOf("seo.createRedirect", { from, to });
    expect(refused("/a", "/a/")).toBe("redirect-loop");
    create(shop, "/a", "/b");
    create(shop, "/b", "/c");
    expect(refused("/c", "/a?x=1")).toBe("redirect-loop");
    expect(refused("/c", "https://shop.example/b")).toBe("redirect-loop");
    const id = create(shop, "/d", "/e");
    expect(shop.refusalOf("seo.updateRedirect", { id, patch: { to: "/d" } })).toBe("redirect-loop");
    expect(shop.refusalOf("seo.updateRedirect", { id, patch: { from: "/c", to: "/b" } })).toBe(
      "redirect-loop",
    );
  });

  it.each(["https://harbour.example/a", "http://harbour.example/a/?x=1"])(
    "are none of a path that leads back to itself by way of a domain of the tenant: %s",
    async (to) => {
      const shop = openStorefront({ domains: ["harbour.example"] });
      create(shop, "/a", to);
      create(shop, "/b", "https://harbour.example/c");
      await shop.deliverAll();
      await expect(found(shop, "/a")).rejects.toThrow("not-found");
      expect(await found(shop, "/b")).toMatchObject({ to: "https://harbour.example/c" });
    },
  );

  it("are counted only when there will be one more", () => {
    const shop = openStorefront();
    create(shop, "/a", "/b");
    const countsDuring = (input: object) => {
      let counts = 0;
      const seen = (sql: string) => {
        if (/count\(\*\) from "redirects"/.test(sql)) counts += 1;
      };
      duringStatements(shop.tenant.storage, seen, () => shop.must("seo.importRedirect", input));
      return counts;
    };
    expect(countsDuring({ from: "/a", to: "/c" })).toBe(0);
    expect(countsDuring({ from: "/new", to: "/c" })).toBe(1);
  });

  it("never lead to each other, whatever is done", () => {
    const path = fc.constantFrom("/a", "/b", "/c", "/d", "/e");
    const step = fc.record({
      from: path,
      to: path,
      which: fc.nat(9),
      kind: fc.constantFrom("make", "change", "end"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const shop = openStorefront();
        const ids: string[] = [];
        for (const { from, to, which, kind } of steps) {
          const id = ids[which % Math.max(1, ids.length)];
          if (kind === "make") {
            const made = shop.run("seo.createRedirect", { from, to });
            if (made.ok) ids.push(z.looseObject({ id: z.string() }).parse(made.answer).id);
          } else if (id !== undefined && kind === "change") {
            shop.run("seo.updateRedirect", { id, patch: { from, to } });
          } else if (id !== undefined) shop.run("seo.deleteRedirect", { id });
        }
        const rows = shop.tenant.storage.rows("SELECT from_path, target_path FROM redirects");
        const sources = new Set(rows.map((row) => row.from_path));
        expect(rows.filter((row) => sources.has(row.target_path))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe("paths", () => {
  it.each(["", "a", "//evil.example", "/\\evil.example", "/a?b", "/a#b", "/%", "/%ff", "/a/../b", "/a%0ab"])(
    "%j is none",
    (text) => expect(canonicalPath(text)).toBeNull(),
  );

  it.each([
    "javascript:alert(1)",
    "//evil.example",
    "/\\evil.example",
    "https://user:pw@x.example/",
    "ftp://x",
    "/a\n",
  ])("%j is no target", (text) => expect(canonicalTarget(text)).toBeNull());

  it("are the same once they are canonical", () => {
    fc.assert(
      fc.property(fc.webPath(), (text) => {
        const path = canonicalPath(`/x${text}`);
        if (path !== null) expect(canonicalPath(path)).toBe(path);
      }),
      { numRuns: 30 },
    );
  });
});
