import { describe, expect, it } from "vitest";
import { createRegistry } from "../../src/kernel/registry.ts";
import { modules } from "../../src/modules.ts";
import { registry } from "../../src/registry.ts";
import { notes } from "../support/notes/index.ts";

const routes = modules.flatMap((module) => module.routes.map((route) => ({ module, route })));

describe("routes", () => {
  it("only bind an operation, but for one that chooses between two", () => {
    expect(routes.length).toBeGreaterThan(60);
    const custom = routes.filter(({ route }) => route.custom).map(({ route }) => route.path);
    expect(custom).toEqual(["/v1/admin/orders", "/v1/admin/audit"]);
  });

  it("bind operations of their own module that callers may call", () => {
    for (const { module, route } of routes) {
      expect(module.operations, route.path).toContain(route.operation);
      expect(route.operation.internal, route.path).toBe(false);
    }
  });
});

describe("operations", () => {
  const operations = [...registry.operationByName.values()];

  it.each(operations.map(({ name, kind, internal }) => ({ name, kind, internal })))(
    "$name has a name of its module",
    ({ name }) => {
      expect(name).toMatch(/^[a-z]+(?:[A-Z][a-z]+)*\.[a-z]+(?:[A-Z][a-z]+)*$/);
      expect(name.split(".")[0]).toBe(registry.moduleByName.get(name)?.name);
    },
  );

  it("have a route, or are steps of other operations", () => {
    const bound = new Set(routes.map(({ route }) => route.operation.name));
    const unbound = operations.filter(({ name, internal }) => !internal && !bound.has(name));
    // They have the paths of the lists.
    expect(unbound.map(({ name }) => name)).toEqual(["orders.exportOrders", "audit.exportEntries"]);
  });

  /** What they answer has no texts. */
  const wordless = new Set(["seo.findRedirect", "seo.readSitemapIndex"]);

  it("that read for storefronts say what their answer varies with, and how it is reused", () => {
    const reads = routes.filter(({ route }) => route.conditional).map(({ route }) => route.operation);
    expect(reads.length).toBeGreaterThan(3);
    for (const read of reads) {
      if (read.kind !== "view") throw new Error(`${read.name} is no view`);
      if (!wordless.has(read.name)) expect(read.varies, read.name).toContain("locale");
      expect(read.reuse, read.name).not.toBeNull();
    }
  });

  it("have one name each: a second one is a defect at start", () => {
    const twin = { ...notes, name: "twin", aggregates: [], events: [], views: [], migrations: [] };
    expect(() => createRegistry([...modules, notes, twin])).toThrow(/declared twice/);
  });
});
