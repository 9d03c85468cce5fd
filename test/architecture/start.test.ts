import { describe, expect, it } from "vitest";
import { importsOf, readSources, type Source } from "./sources.ts";

/**
 * The packages that every start of an isolate evaluates. What few requests need is imported where it is used, with `import()`:
 * docs/adr/094-what-an-isolate-evaluates.md.
 */
const evaluated = [
  "@orama/stemmers/english",
  "@orama/stemmers/russian",
  "cloudflare:workers",
  "csv-parse/stream",
  "csv-parse/sync",
  "csv-stringify/sync",
  "dinero.js/bigint",
  "dinero.js/currencies",
  "drizzle-orm",
  "drizzle-orm/durable-sqlite",
  "drizzle-orm/sqlite-core",
  "hono",
  "hono/html",
  "hono/router/trie-router",
  "htmlparser2",
  "jose",
  "lru-cache",
  "node:crypto",
  "node:zlib",
  "otpauth",
  "sanitize-html",
  "ulid",
  "zod",
];

const sources = readSources("src", "durable-objects");
const loaded = reachableFrom("src/index.ts", sources);

describe("the start of an isolate", () => {
  it("evaluates these packages and no others", () => {
    const packages = loaded
      .flatMap(({ imports }) => imports)
      .filter(({ from, typeOnly }) => !typeOnly && !isOwn(from));
    expect([...new Set(packages.map(({ from }) => from))].sort()).toEqual(evaluated);
  });

  it("does not have what makes the OpenAPI document", () => {
    expect(loaded.map(({ path }) => path).filter((path) => path.startsWith("src/http/openapi/"))).toEqual([]);
  });

  it("has only the parts of zod that it uses: a bundler finds them behind `* as z`", () => {
    expect(loaded.filter(({ text }) => !isLean(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe("zod", () => {
  it.each([
    'import { z } from "zod";',
    'import z from "zod";',
    'import { object } from "zod";',
    'import * as z from "zod";\nclass Names extends z.core.$ZodRegistry {}',
    'import * as z from "zod";\nz.config(z.locales.de());',
  ])("comes whole with %j", (text) => {
    expect(isLean(text)).toBe(false);
  });

  it.each([
    'import * as z from "zod";\nconst a: z.core.$ZodType = z.string();',
    'import type { z } from "zod";',
  ])("comes in parts with %j", (text) => {
    expect(isLean(text)).toBe(true);
  });
});

it("what is imported on use is no part of the start", () => {
  const source = (path: string, text: string): Source => ({ path, text, imports: importsOf(path, text) });
  const files = [
    source(
      "src/index.ts",
      'import "./a.ts";\nconst b = await import("./b.ts");\nimport type { C } from "./c.ts";',
    ),
    ...["a", "b", "c"].map((name) => source(`src/${name}.ts`, "")),
  ];
  expect(reachableFrom("src/index.ts", files).map(({ path }) => path)).toEqual(["src/index.ts", "src/a.ts"]);
});

/** The file and all that it imports before it runs. */
function reachableFrom(first: string, all: readonly Source[]): readonly Source[] {
  const byPath = new Map(all.map((source) => [source.path, source]));
  const found = new Map<string, Source>();
  const visit = (path: string) => {
    const source = byPath.get(path);
    if (source === undefined || found.has(path)) return;
    found.set(path, source);
    for (const { from, typeOnly } of source.imports) if (!typeOnly) visit(from);
  };
  visit(first);
  return [...found.values()];
}

function isOwn(from: string): boolean {
  return /^(?:src|durable-objects|migrations)\//.test(from);
}

function isLean(text: string): boolean {
  const imports = text.matchAll(/^import (?!type )(.*) from "zod";$/gm);
  const inParts = [...imports].every(([, clause]) => clause === "* as z");
  return inParts && !/(?:extends |[(=] ?)z\.(?:core|locales)\b/.test(text);
}
