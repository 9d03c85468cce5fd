import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { circlesOf } from "./circles.ts";
import { readSources, type Source } from "./sources.ts";
import { functionsOf } from "./syntax.ts";

const product = readSources("src", "durable-objects", "local", "site", "client/build", "client/src").filter(
  ({ path }) => !path.startsWith("client/src/generated/"),
);
const tests = readSources("test");
const most = { files: 12, lines: 300, functionLines: 60 };

describe.each([
  ["the product", product],
  ["its tests", tests],
])("in %s", (name, sources) => {
  it(`a folder has at most ${most.files} files`, () => {
    const crowded = [...countBy(sources, ({ path }) => dirname(path))].filter(
      ([, count]) => count > most.files,
    );
    expect(crowded).toEqual([]);
  });

  it(`a file has at most ${most.lines} lines`, () => {
    expect(sources.filter((source) => linesOf(source) > most.lines).map(({ path }) => path)).toEqual([]);
  });

  it("these are the measures", { timeout: 30_000 }, () => {
    const files = sources.map(linesOf);
    const functions = sources.flatMap(functionsOf).map(({ lines }) => lines);
    const folders = [...countBy(sources, ({ path }) => dirname(path)).values()];
    // Written past the reporter, which keeps passing tests quiet.
    process.stdout.write(
      [
        `${name}: count, median / p90 / max`,
        `  lines a file      ${row(files)}`,
        `  lines a function  ${row(functions)}`,
        `  files a folder    ${row(folders)}`,
        `  circles           ${circlesOf(sources).length}`,
      ]
        .join("\n")
        .concat("\n"),
    );
    expect(files.length).toBeGreaterThan(100);
  });
});

describe("in the product", () => {
  it(`a function has at most ${most.functionLines} lines`, () => {
    const long = product.flatMap(functionsOf).filter(({ lines }) => lines > most.functionLines);
    expect(long.map(({ path, line, name, lines }) => `${path}:${line} ${name} has ${lines}`)).toEqual([]);
  });

  it("no files import each other in a circle, not even types", () => {
    expect(circlesOf(product)).toEqual([]);
  });
});

describe("the search for circles", () => {
  const source = (path: string, ...imports: readonly string[]): Source => ({
    path,
    text: "",
    imports: imports.map((from) => ({ from, typeOnly: true })),
  });

  it("finds one that leads through a third file", () => {
    expect(circlesOf([source("a.ts", "b.ts"), source("b.ts", "c.ts"), source("c.ts", "a.ts")])).toEqual([
      ["a.ts", "b.ts", "c.ts"],
    ]);
  });

  it("finds none where two ways lead to one file", () => {
    expect(circlesOf([source("a.ts", "b.ts", "c.ts"), source("b.ts", "c.ts"), source("c.ts")])).toEqual([]);
  });
});

describe("the measure of functions", () => {
  const measured = (text: string) =>
    functionsOf({ path: `measured-${text.length}.ts`, text, imports: [] }).map(({ name, lines }) => [
      name,
      lines,
    ]);

  it("counts from the signature to the brace", () => {
    expect(
      measured("export function add(\n  a: number,\n  b: number,\n): number {\n  return a + b;\n}\n"),
    ).toEqual([["add", 6]]);
  });

  it("counts arrow functions and methods under their names", () => {
    expect(
      measured("const twice = (n: number) =>\n  n * 2;\nclass Till {\n  open(): void {\n  }\n}\n"),
    ).toEqual([
      ["twice", 2],
      ["open", 2],
    ]);
  });

  it("does not take the body of a test for one", () => {
    expect(measured('describe("x", () => {\n  it("y", () => {\n  });\n});\n')).toEqual([]);
  });
});

function linesOf({ text }: Source): number {
  return text.split("\n").length - 1;
}

function countBy(sources: readonly Source[], keyOf: (source: Source) => string): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(sources, keyOf)].map(([key, grouped]) => [key, grouped.length]));
}

function row(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `${String(values.length).padStart(5)}  ${at(0.5)} / ${at(0.9)} / ${at(1)}`;
}
