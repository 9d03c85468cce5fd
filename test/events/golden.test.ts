import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createRegistry } from "../../src/kernel/registry.ts";
import { modules } from "../../src/modules.ts";
import { goldenFolder, publishedBy } from "./published.ts";

const published = publishedBy(createRegistry(modules));

describe("a published event", () => {
  it.each(published)("$type version $version is what it was", ({ file, type, text }) => {
    const path = `${goldenFolder}/${file}`;
    expect(existsSync(path), `${path} is missing: run \`npm run events\` and commit it.`).toBe(true);
    expect(
      JSON.parse(text),
      `The schema of ${type} has changed, but events of this version are stored for good: leave it as it was, and add a version with \`.next(schema, upcast)\`.`,
    ).toEqual(JSON.parse(readFileSync(path, "utf8")));
  });

  it("stays: what was published once is still declared", () => {
    const known = new Set(published.map(({ file }) => file));
    const orphans = readdirSync(goldenFolder).filter((file) => !known.has(file));
    expect(orphans, "These were published, so the log may hold them: declare them again.").toEqual([]);
  });

  it("has a name of two or three words, and what follows it carries the aggregate's picture", () => {
    expect(published.length).toBeGreaterThan(20);
    for (const { type, text } of published) {
      expect(type).toMatch(/^[a-z]+(?:\.[a-z_]+){1,2}$/);
      expect(Object.keys(JSON.parse(text).properties), type).toContain("after");
    }
  });
});
