// `npm run chaos -- --seed 1 --minutes 5`: see docs/chaos.md.
import "../../local/node/text-modules.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../local/build.ts";

// Only now can modules be loaded that import text.
const [{ faultsOf, runChaos }, { reportOf }] = await Promise.all([import("./run.ts"), import("./report.ts")]);

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "5" },
    clients: { type: "string", default: "12" },
    shops: { type: "string", default: "4" },
    "keep-state": { type: "boolean", default: false },
  },
});

const builtIn = await mkdtemp(join(tmpdir(), "rustok-build-"));
try {
  const { script } = await build(builtIn);
  const result = await runChaos({
    seed: Number(values.seed),
    lastsMs: Number(values.minutes) * 60_000,
    script,
    shops: Number(values.shops),
    clients: Number(values.clients),
    killGapMs: [500, 4_000],
    calmGapMs: [8_000, 14_000],
    keepState: values["keep-state"],
  });
  console.log(reportOf(result));
  process.exitCode = faultsOf(result).length === 0 ? 0 : 1;
} finally {
  await rm(builtIn, { recursive: true, force: true });
}
