import { matchesGlob, relative } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { textModules } from "../support/text-modules.ts";

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

/** The project `rules`, with the tests of one part only. */
export default defineConfig({
  plugins: [textModules],
  test: {
    include: [...tests],
    exclude: ["test/**/*.workerd.test.ts"],
    // Loading the platform takes longer than testing it. Each mutant still has a worker of its own.
    isolate: false,
    sequence: { sequencer: InOrder },
  },
});
