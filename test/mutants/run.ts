import { mkdirSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";

type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

export interface Outcome {
  readonly name: string;
  readonly killed: number;
  readonly total: number;
  /** One line each: the place, the mutation, and what stands there instead. */
  readonly survivors: readonly string[];
}

interface Run {
  /** Globs of files, or ranges of lines. */
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Whether to keep results of mutants whose file and tests are as they were in the last run. */
  readonly again: boolean;
  readonly concurrency: number;
}

/** Not copied to the sandbox: large, and no test of a part reads them. */
const unneeded = [".mutants", ".data", ".wrangler", "coverage", "dist"];

/**
 * Texts are for readers, such as problem details and reasons: a test that repeats them finds nothing. An empty object
 * or a function that returns nothing instead of its value is what the compiler refuses, and Stryker's own check for
 * that does not run with TypeScript 7.
 */
const excluded = ["StringLiteral", "ObjectLiteral", "ArrowFunction"];

/** Mutates one part and runs its tests against each mutant. */
export async function measure(name: string, { mutate, tests, again, concurrency }: Run): Promise<Outcome> {
  mkdirSync(".mutants", { recursive: true });
  // The test runner's processes inherit it.
  process.env.MUTANTS_TESTS = JSON.stringify(tests);
  const stryker = new Stryker({
    mutate: [...mutate],
    testRunner: "vitest",
    // As in vitest.config.ts, for the whole process.
    testRunnerNodeArgs: ["--js-base-64"],
    vitest: { configFile: "test/mutants/vitest.config.ts", related: false },
    plugins: ["@stryker-mutator/vitest-runner"],
    mutator: { excludedMutations: excluded },
    ignorePatterns: unneeded,
    tempDirName: `.mutants/tmp-${name}`,
    cleanTempDir: "always",
    incremental: true,
    incrementalFile: `.mutants/${name}.json`,
    force: !again,
    concurrency,
    // A busy machine is slow; an endless loop is slower.
    timeoutMS: 20_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 15,
    reporters: ["progress-append-only", "html"],
    htmlReporter: { fileName: `.mutants/${name}.html` },
    allowEmpty: true,
    // Stryker would rewrite it with a compiler API that TypeScript 7 no longer has. Nothing here extends another.
    tsconfigFile: "none",
  });
  return outcomeOf(name, await stryker.runMutationTest());
}

function outcomeOf(name: string, mutants: readonly Mutant[]): Outcome {
  const survivors = mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const killed = mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  return { name, killed, total: killed + survivors.length, survivors: survivors.map(describe) };
}

function describe({ fileName, location: { start }, mutatorName, replacement, status }: Mutant): string {
  const place = `${fileName.replace(`${process.cwd()}/`, "")}:${start.line}:${start.column}`;
  const untested = status === "NoCoverage" ? " (no test runs it)" : "";
  return `${place} ${mutatorName}: ${(replacement ?? "").replaceAll(/\s+/g, " ")}${untested}`;
}
