import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hammer } from "./clients.ts";
import { start } from "./start.ts";

/*
 * Starts the platform many times while clients hammer it from the first moment, and again with a kill in between:
 * `npm run starts -- --starts 50 --clients 16`. Every start must come up, and none may hang. Not part of `npm test`,
 * because it takes minutes.
 */
const { values } = parseArgs({
  options: {
    starts: { type: "string", default: "50" },
    clients: { type: "string", default: "16" },
    port: { type: "string", default: "18787" },
  },
});
const starts = Number(values.starts);
const clients = Number(values.clients);
const port = Number(values.port);

const stateDir = await mkdtemp(join(tmpdir(), "rustok-starts-"));
const failures: string[] = [];
try {
  for (const kind of ["start", "start after a kill"] as const) {
    const took: number[] = [];
    for (let number = 1; number <= starts; number += 1) {
      const load = hammer(port, clients);
      // At any moment: while it builds, migrates, opens its port, or serves.
      if (kind === "start after a kill") await start({ port, stateDir, killAfterMs: killTimeOf(number) });
      const outcome = await start({ port, stateDir, killAfterMs: null });
      const { answered, strange } = await load.stop();
      if (outcome.ready) took.push(outcome.ms);
      else failures.push(`${kind} ${number}: ${outcome.problem}`);
      for (const one of strange) failures.push(`${kind} ${number}: a client saw ${one}`);
      const result = outcome.ready ? `ready in ${outcome.ms} ms` : outcome.problem;
      console.log(`${kind} ${number}/${starts}: ${result}, ${answered} answers`);
    }
    const slowest = took.length === 0 ? "none" : `${Math.max(...took)} ms`;
    console.log(`${kind}: ${took.length} of ${starts} came up, the slowest in ${slowest}.`);
  }
} finally {
  await rm(stateDir, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);

/** Spreads the kills over the time that a start takes. */
function killTimeOf(number: number): number {
  return 300 + ((number * 997) % 9_000);
}
