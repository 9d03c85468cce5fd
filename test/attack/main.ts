// `npm run attack -- --seed 1 --requests 25000`: see docs/attack.md.
import "../../local/node/text-modules.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../local/build.ts";
import { readOptions } from "./options.ts";
import { sayProgress } from "./report/progress.ts";

// Only now can modules be loaded that import text.
const [{ runAttack }, { reportOf }] = await Promise.all([import("./run.ts"), import("./report/report.ts")]);

const options = readOptions(process.argv.slice(2));
const builtIn = await mkdtemp(join(tmpdir(), "rustok-build-"));
try {
  const { script } = await build(builtIn);
  const result = await runAttack({ ...options, say: sayProgress() }, script);
  console.log(reportOf(result));
  process.exitCode = result.tally.faults.length === 0 ? 0 : 1;
} finally {
  await rm(builtIn, { recursive: true, force: true });
}
