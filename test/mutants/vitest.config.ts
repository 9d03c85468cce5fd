import { matchesGlob, relative } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { textModules } from "../support/text-modules.ts";
import { keptThread } from "./kept-thread.ts";

const tests: readonly string[] = JSON.parse(process.env.MUTANTS_TESTS ?? "[]");

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const path = relative(process.cwd(), moduleId);
      return tests.findIndex((glob) => matchesGlob(path, glob));
    };
    return files.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

/** Stryker's runner names a pool of its own choice, so this comes after its options. */
const inKeptThread: Plugin = {
  name: "in-kept-thread",
  configureVitest({ project }) {
    Object.assign(project.config, { pool: keptThread.name, poolRunner: keptThread });
  },
};

/** The project `rules`, with the tests of one part only. */
export default defineConfig({
  plugins: [textModules, inKeptThread],
  test: {
    include: [...tests],
    exclude: ["test/**/*.workerd.test.ts"],
    // Loading the platform takes longer than testing it.
    isolate: false,
    // A slow machine is not a failed test. A mutant has a time limit of its own.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { sequencer: InOrder },
  },
});
