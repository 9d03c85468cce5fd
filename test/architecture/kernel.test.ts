import { describe, expect, it } from "vitest";
import { modules } from "../../src/modules.ts";
import { readSources } from "./sources.ts";
import { exportsOf, textsOf } from "./syntax.ts";

const kernel = readSources("src/kernel");
const texts = kernel.flatMap((source) => textsOf(source).map((text) => ({ path: source.path, text })));

describe("the kernel", () => {
  it("documents everything it exports", () => {
    const exported = kernel.flatMap(exportsOf);
    process.stdout.write(`the kernel exports ${exported.length} names\n`);
    expect(
      exported.filter(({ documented }) => !documented).map(({ path, name }) => `${path} ${name}`),
    ).toEqual([]);
  });

  it("names no module's command, query, event or aggregate", () => {
    const names = new Set(
      modules.flatMap((module) => [
        ...[...module.operations, ...module.scheduledJobs].map(({ name }) => name),
        ...module.events.map(({ type }) => type),
      ]),
    );
    expect(texts.filter(({ text }) => names.has(text))).toEqual([]);
  });

  it("holds no SQL that reads or writes a table", () => {
    const statement = /\b(?:SELECT\b[\s\S]*\bFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b/;
    expect(texts.filter(({ text }) => statement.test(text))).toEqual([]);
  });
});
