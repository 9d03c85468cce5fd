import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { filesBelow, readSources } from "./sources.ts";

const sources = readSources("src", "durable-objects", "local", "site", "test");

function placesOf(pattern: RegExp) {
  return sources.flatMap(({ path, text }) => {
    const lines = text
      .split("\n")
      .map((line, index) => ({ line: line.trim(), place: `${path}:${index + 1}` }));
    return lines.filter(({ line }) => pattern.test(line)).map(({ line, place }) => `${place} ${line}`);
  });
}

describe("no file", () => {
  it("has a hole in its types", () => {
    expect(placesOf(/^(?!\/?\*|\/\/|it\().*(?::|\bas|<)\s*any\b/)).toEqual([]);
  });

  it("silences the compiler or the linter", () => {
    expect(placesOf(/^\s*(?:\/\/|\/\*).*(?:@ts-ignore|@ts-nocheck|biome-ignore|eslint-disable)/)).toEqual([]);
  });

  it("expects an error of the compiler, but tests of types", () => {
    expect(placesOf(/^\s*\/\/ @ts-expect-error/).filter((place) => !place.startsWith("test/"))).toEqual([]);
  });
});

it("every migration has a number of its own in its folder", () => {
  for (const folder of ["migrations/d1", "migrations/tenant"]) {
    const numbers = readdirSync(folder).map((name) => name.slice(0, 4));
    expect(
      numbers.every((number) => /^\d{4}$/.test(number)),
      folder,
    ).toBe(true);
    expect(new Set(numbers).size, folder).toBe(numbers.length);
  }
});

it("every folder of the sources is looked at", () => {
  expect(filesBelow("src").length).toBeGreaterThan(20);
  expect(readFileSync("vitest.config.ts", "utf8").split("\n").length).toBeLessThanOrEqual(300);
});

it("every kind of id is named in its module's index", () => {
  const declared = sources.filter(({ path }) => /^src\/modules\/[\w-]+\/ids\.ts$/.test(path));
  expect(declared.length).toBeGreaterThan(5);
  for (const { path, text } of declared) {
    const [, constant = "none"] = /export const (\w+) = defineIds\(/.exec(text) ?? [];
    const index = sources.find((source) => source.path === path.replace(/ids\.ts$/, "index.ts"));
    expect(index?.text, path).toContain(`ids: ${constant},`);
  }
});
