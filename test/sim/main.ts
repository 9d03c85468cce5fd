// `npm run sim`: runs many seeds on all cores, or a single seed. Exits with 1 if an invariant is violated.
import "../../local/node/text-modules.ts";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { Finished, Said } from "./worker.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string" },
    seed: { type: "string" },
    steps: { type: "string", default: "5000" },
    content: { type: "boolean", default: false },
    workers: { type: "string", default: String(availableParallelism()) },
  },
});
const steps = Number(values.steps);
// Only `--seed`: this one. With `--seeds`: as many, from this one on.
const first = Number(values.seed ?? 1);
const isOne = values.seed !== undefined && values.seeds === undefined;
const seeds = Array.from({ length: isOne ? 1 : Number(values.seeds ?? 20) }, (_, index) => first + index);
const began = performance.now();
const total = { seeds: 0, steps: 0, settling: 0, broken: 0 };
const injected = new Map<string, number>();
const waiting = [...seeds];

await Promise.all(Array.from({ length: Math.min(Number(values.workers), seeds.length) }, work));

const seconds = (performance.now() - began) / 1000;
console.log(
  `${total.seeds} seeds, ${total.steps} steps and ${total.settling} more to settle, in ${seconds.toFixed(1)} s ` +
    `(${Math.round(total.steps / seconds)} steps per second); ${total.broken} seeds with violations.`,
);
console.log("Faults that were injected:");
for (const [fault, count] of [...injected].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(8)}  ${fault}`);
process.exitCode = total.broken === 0 ? 0 : 1;

/** One thread. Runs one seed after another. */
function work(): Promise<void> {
  const worker = new Worker(join(import.meta.dirname, "worker.ts"));
  const next = () => {
    const seed = waiting.shift();
    if (seed === undefined) void worker.terminate();
    else worker.postMessage({ seed, steps, content: values.content });
  };
  return new Promise((resolve, reject) => {
    worker.on("message", (said: Said) => {
      if ("found" in said) {
        console.log(said.found);
        return;
      }
      tell(said);
      next();
    });
    worker.on("error", reject);
    worker.on("exit", () => resolve());
    next();
  });
}

function tell({ seed, steps: taken, settling, hash, story, faults }: Finished): void {
  for (const [fault, count] of Object.entries(faults))
    injected.set(fault, (injected.get(fault) ?? 0) + count);
  total.seeds += 1;
  total.steps += taken;
  total.settling += settling;
  if (story !== null) total.broken += 1;
  if (story !== null) console.log(story);
  else if (isOne) console.log(`seed ${seed}: all invariants hold; ${hash}`);
  else if (total.seeds % 20 === 0) console.log(`${total.seeds} of ${seeds.length} seeds`);
}
