import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineModule } from "../../src/kernel/module.ts";
import { createRegistry } from "../../src/kernel/registry.ts";
import { defineEvent } from "../../src/kernel/write/event.ts";
import { modules } from "../../src/modules.ts";
import { changeOf, complaintsOf, goldenFolder, publishedBy, sampleFile } from "./published.ts";

const registry = createRegistry(modules);
const published = publishedBy(registry);
const kept = (event: { readonly type: string; readonly version: number }): unknown =>
  JSON.parse(readFileSync(`${goldenFolder}/${sampleFile(event)}`, "utf8"));

describe("a published event", () => {
  it.each(published)("$type version $version is what it was", ({ file, type, text }) => {
    const path = `${goldenFolder}/${file}`;
    expect(existsSync(path), `${path} is missing: run \`npm run events\` and commit it.`).toBe(true);
    expect(changeOf(type, text, readFileSync(path, "utf8"))).toBeNull();
  });

  it("stays: what was published once is still declared", () => {
    const known = new Set(published.map(({ file }) => file));
    const orphans = readdirSync(goldenFolder).filter((file) => file.endsWith(".json") && !known.has(file));
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

describe("every version of an event", () => {
  it.each(published)("has a sample: $type version $version", (event) => {
    const path = `${goldenFolder}/${sampleFile(event)}`;
    expect(existsSync(path), `${path} is missing: run \`npm run events\` and commit it.`).toBe(true);
  });

  it.each([...registry.eventByType.values()])("$type leads to the newest, step by step", (definition) => {
    expect(complaintsOf(definition, kept)).toEqual([]);
  });
});

describe("the checks of events say what to do", () => {
  const first = z.object({ name: z.string() });
  const second = z.object({ title: z.string() });
  const renamed = defineEvent("shop.thing.renamed", "thing", first).next(second, ({ name }) => ({
    title: name,
  }));
  const sample = ({ version }: { readonly version: number }) =>
    version === 1 ? { name: "Lamp" } : { title: "Lamp" };

  it("where all is well, nothing", () => {
    expect(complaintsOf(renamed, sample)).toEqual([]);
  });

  it("where a step is missing", () => {
    expect(complaintsOf({ ...renamed, steps: [] }, sample)).toEqual([
      "shop.thing.renamed has no way from version 1 to 2: give `.next(schema, upcast)` an upcast.",
    ]);
  });

  it("where what a step makes does not fit the next version", () => {
    const broken = { ...renamed, steps: [() => ({ heading: "Lamp" })] };
    expect(complaintsOf(broken, sample)).toEqual([
      expect.stringMatching(
        /^shop\.thing\.renamed: the sample of version 1, carried over, is no version 2: mend/,
      ),
    ]);
  });

  it("where a sample is not of its own version", () => {
    expect(complaintsOf(renamed, () => ({ title: "Lamp" }))).toContainEqual(
      expect.stringMatching(/^shop\.thing\.renamed: the sample of version 1 does not fit its own schema/),
    );
  });

  it("where a published schema is another one now", () => {
    const [before] = publishedBy(createRegistry([defineModule({ name: "shop", events: [renamed] })]));
    const edited = defineEvent("shop.thing.renamed", "thing", first.extend({ locale: z.string() }));
    const [after] = publishedBy(createRegistry([defineModule({ name: "shop", events: [edited] })]));
    expect(changeOf(after?.type ?? "", after?.text ?? "", before?.text ?? "")).toBe(
      "The schema of shop.thing.renamed has changed, but events of this version are stored for good: leave it as it was, and add a version with `.next(schema, upcast)`.",
    );
    expect(changeOf("shop.thing.renamed", before?.text ?? "", before?.text ?? "")).toBeNull();
  });
});
