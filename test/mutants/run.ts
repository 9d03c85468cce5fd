import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { Stryker } from "@stryker-mutator/core";
import { type Mutant, tested } from "./tested.ts";

export interface Outcome {
  readonly name: string;
  readonly killed: number;
  readonly total: number;
  /** One line each: the place, the mutation, and what stands there instead. */
  readonly survivors: readonly string[];
  /** Whether the time was up before every mutant was tested. */
  readonly timeIsUp: boolean;
}

interface Run {
  /** Globs of files, or ranges of lines. */
  readonly mutate: readonly string[];
  /** Whether they are all of the part. Only then are results stored, and reported together with those of the last run. */
  readonly whole: boolean;
  readonly tests: readonly string[];
  /** Whether to keep results of mutants whose file and tests are as they were in the last run. */
  readonly again: boolean;
  readonly concurrency: number;
  /** Null: it may take as long as it takes. */
  readonly withinMs: number | null;
}

/** Not copied to the sandbox: large, and no test of a part reads them. */
const unneeded = [".mutants", ".data", ".wrangler", "coverage", "dist"];

/**
 * Texts are for readers, such as problem details and reasons: a test that repeats them finds nothing. An empty object
 * or a function that returns nothing instead of its value is what the compiler refuses, and Stryker's own check for
 * that does not run with TypeScript 7.
 */
const excluded = ["StringLiteral", "ObjectLiteral", "ArrowFunction"];

/** Mutates one part and runs its tests against each mutant. If the time is up, Stryker's processes end with this one. */
export async function measure(name: string, run: Run): Promise<Outcome> {
  mkdirSync(".mutants", { recursive: true });
  // The test runner's processes inherit it.
  process.env.MUTANTS_TESTS = JSON.stringify(run.tests);
  tested.length = 0;
  const finished = strykerOf(name, run).runMutationTest();
  if (run.withinMs === null) return outcomeOf(name, await finished, false);
  const all = await Promise.race([finished, after(run.withinMs, null)]);
  if (all === null) rmSync(tempDirOf(name), { recursive: true, force: true });
  return outcomeOf(name, all ?? tested, all === null);
}

function strykerOf(name: string, { mutate, whole, again, concurrency }: Run): Stryker {
  return new Stryker({
    mutate: [...mutate],
    testRunner: "vitest",
    // As in vitest.config.ts, for the whole process.
    testRunnerNodeArgs: ["--js-base-64"],
    vitest: { configFile: "test/mutants/vitest.config.ts", related: false },
    plugins: ["@stryker-mutator/vitest-runner", join(import.meta.dirname, "tested.ts")],
    mutator: { excludedMutations: excluded },
    ignorePatterns: unneeded,
    tempDirName: tempDirOf(name),
    cleanTempDir: "always",
    incremental: whole,
    incrementalFile: `.mutants/${name}.json`,
    force: !again,
    concurrency,
    // A busy machine is slow; an endless loop is slower.
    timeoutMS: 20_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 15,
    reporters: ["progress-append-only", "html", "tested"],
    htmlReporter: { fileName: `.mutants/${whole ? name : `${name}-changed`}.html` },
    allowEmpty: true,
    // Stryker would rewrite it with a compiler API that TypeScript 7 no longer has. Nothing here extends another.
    tsconfigFile: "none",
  });
}

function tempDirOf(name: string): string {
  return `.mutants/tmp-${name}`;
}

function outcomeOf(name: string, mutants: readonly Mutant[], timeIsUp: boolean): Outcome {
  const survivors = mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const killed = mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  return {
    name,
    killed,
    total: killed + survivors.length,
    survivors: survivors.map(describe),
    timeIsUp,
  };
}

function describe({ fileName, location: { start }, mutatorName, replacement, status }: Mutant): string {
  const place = `${fileName.replace(`${process.cwd()}/`, "")}:${start.line}:${start.column}`;
  const untested = status === "NoCoverage" ? " (no test runs it)" : "";
  return `${place} ${mutatorName}: ${(replacement ?? "").replaceAll(/\s+/g, " ")}${untested}`;
}
