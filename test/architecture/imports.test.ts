import { describe, expect, it } from "vitest";
import { climbsOf } from "./layers.ts";
import { ruleOf, violationsOf } from "./rules.ts";
import { importsOf, readSources, type Source } from "./sources.ts";

const sources = readSources("src", "durable-objects", "test/sim", "test/chaos").filter(
  ({ path }) => !path.endsWith(".test.ts") && !path.startsWith("test/sim/planted/"),
);
const modules = sources.filter(({ path }) => path.startsWith("src/modules/"));

describe("the rules of imports", () => {
  it("hold in every file, and every file has a rule", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter(({ path }) => ruleOf(path) === null).map(({ path }) => path)).toEqual([]);
    expect(sources.flatMap(violationsOf)).toEqual([]);
  });

  it("runs down the table within a module", () => {
    expect(modules.length).toBeGreaterThan(10);
    expect(climbsOf(modules)).toEqual([]);
  });

  it("makes no circle of values within a module", () => {
    const valuesByPath = new Map(
      modules.map(({ path, imports }) => [
        path,
        imports.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from),
      ]),
    );
    expect(modules.filter(({ path }) => reaches(valuesByPath, path, path)).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

const source = (path: string, ...imports: readonly string[]): Source => ({
  path,
  text: "",
  imports: imports.map((from) => ({ from, typeOnly: false })),
});

describe("the rules between folders", () => {
  it.each([
    ["the kernel reaches for a module", source("src/kernel/money.ts", "src/modules/tenants/index.ts")],
    ["the kernel reaches for the platform", source("src/kernel/money.ts", "cloudflare:workers")],
    ["the kernel takes to a library of its own", source("src/kernel/money.ts", "hono")],
    ["a rule reaches for the runtime", source("src/modules/access/rules.ts", "cloudflare:workers")],
    ["a module looks inside another", source("src/modules/access/rules.ts", "src/modules/tenants/rules.ts")],
    ["a module imports the list of modules", source("src/modules/access/index.ts", "src/modules.ts")],
    [
      "a module reaches into the object",
      source("src/modules/access/commands.ts", "durable-objects/write/log.ts"),
    ],
    ["a module reaches for the edge", source("src/modules/access/routes.ts", "src/http/scope.ts")],
    ["the projector names a module", source("src/projection/projector.ts", "src/modules/tenants/index.ts")],
    ["the outbox knows the platform", source("durable-objects/delivery/outbox.ts", "cloudflare:workers")],
    [
      "the transaction names a module",
      source("durable-objects/write/transaction.ts", "src/modules/access/index.ts"),
    ],
    ["the edge names a module of the shop", source("src/http/scope.ts", "src/modules/catalogue/index.ts")],
    ["the edge names a module of the platform", source("src/http/scope.ts", "src/modules/access/index.ts")],
    ["an operation is invoked through the edge", source("src/operations/invoke.ts", "src/http/scope.ts")],
    ["production code uses a test", source("src/app.ts", "test/support/clock.ts")],
    ["production code knows the chaos", source("src/index.ts", "test/chaos/faults/plan.ts")],
    ["the chaos reaches into a module", source("test/chaos/run.ts", "src/modules/products/store.ts")],
  ])("are broken where %s", (_, broken) => {
    expect(violationsOf(broken)).toHaveLength(1);
  });

  it.each([
    [
      "a module meets another in its index",
      source("src/modules/tenants/commands.ts", "src/modules/access/index.ts"),
    ],
    [
      "a view writes through the projection's statements",
      source("src/modules/access/view.ts", "src/projection/statements.ts"),
    ],
    [
      "a store imports its tables' SQL",
      source("src/modules/access/store.ts", "migrations/tenant/0002_access.sql"),
    ],
    ["everything imports the kernel", source("src/modules/access/events.ts", "src/kernel/event.ts", "zod")],
  ])("are kept where %s", (_, kept) => {
    expect(violationsOf(kept)).toEqual([]);
  });
});

describe("the table within a module", () => {
  const within = (file: string, ...imports: readonly string[]) =>
    source(`src/modules/shop/${file}`, ...imports.map((name) => `src/modules/shop/${name}`));

  it.each([
    ["a route reads the object's tables", [within("admin-routes.ts", "store.ts")]],
    ["a rule reads the object's tables", [within("rules.ts", "tables.ts")]],
    ["a view reads the object's tables", [within("view/list.ts", "store.ts")]],
    ["a view commands", [within("view.ts", "commands.ts")]],
    ["a command reads a view", [within("commands.ts", "view/list.ts")]],
    ["events know a command", [within("events.ts", "commands.ts")]],
    ["a schema knows the events", [within("schema.ts", "events.ts")]],
    [
      "a shared file leads a rule to the tables",
      [within("rules.ts", "prices.ts"), within("prices.ts", "groups/store.ts")],
    ],
  ])("is broken where %s", (_, files) => {
    expect(climbsOf(files)).toHaveLength(1);
  });

  it("accepts a module without circles", () => {
    const files = [
      within("index.ts", "commands.ts", "store.ts", "view.ts", "routes.ts", "events.ts"),
      within("routes.ts", "commands.ts", "view.ts", "schema.ts", "shapes.ts"),
      within("shapes.ts", "schema.ts"),
      within("commands.ts", "rules.ts", "store.ts", "queries.ts"),
      within("store.ts", "tables.ts", "rules.ts", "events.ts"),
    ];
    expect(climbsOf(files)).toEqual([]);
  });
});

it("imports are read in whatever way they are written", () => {
  const text = [
    'import { a, type A } from "../kernel/a.ts";',
    'import type { B } from "./b.ts";',
    'import { type C, type D } from "zod";',
    'import {\n  e,\n  type E,\n} from "./e.ts";',
    'export { f } from "./f.ts";',
    'import "./g.ts";',
    'type H = import("./h.ts").H;',
    'import text from "./i.sql";',
  ].join("\n");
  expect(importsOf("src/http/x.ts", text)).toEqual([
    { from: "src/kernel/a.ts", typeOnly: false },
    { from: "src/http/b.ts", typeOnly: true },
    { from: "zod", typeOnly: true },
    { from: "src/http/e.ts", typeOnly: false },
    { from: "src/http/f.ts", typeOnly: false },
    { from: "src/http/g.ts", typeOnly: false },
    { from: "src/http/h.ts", typeOnly: true },
    { from: "src/http/i.sql", typeOnly: false },
  ]);
});

function reaches(
  importsByPath: ReadonlyMap<string, readonly string[]>,
  from: string,
  to: string,
  seen = new Set<string>(),
): boolean {
  return (importsByPath.get(from) ?? []).some((path) => {
    if (path === to) return true;
    if (seen.has(path)) return false;
    seen.add(path);
    return reaches(importsByPath, path, to, seen);
  });
}
