import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../../local/build.ts";
import type { Case, Sides } from "../cases/case.ts";
import { reads } from "../cases/reads.ts";
import { findGenerator } from "../load/load.ts";
import { openBench } from "../open.ts";
import { median, medianInterval } from "../report/statistics.ts";
import { cpuSecondsOf, runtimeProcesses } from "./cpu.ts";

// `npm run bench:telemetry`: what the log, metrics and traces cost a cached read. Two Workers that differ in `TELEMETRY` only
// are measured in turns, in several rounds: one process of the runtime is faster than another for as long as it lives. What is
// compared is the CPU time of the runtime for each request, which other work on the machine hardly changes.

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "20" },
    seconds: { type: "string", default: "2" },
    rounds: { type: "string", default: "5" },
  },
});
const cases = ["cached page", "cached list"];
const dir = await mkdtemp(join(tmpdir(), "rustok-bundle-"));
const { script } = await build(dir);
const generator = await findGenerator();
const rounds = Number(values.rounds);
const ratiosByCase = new Map<string, number[]>(cases.map((name) => [name, []]));
try {
  for (let round = 0; round < rounds; round += 1) await measure(round);
} finally {
  await rm(dir, { recursive: true });
}
for (const [name, ratios] of ratiosByCase) {
  const [low, high] = medianInterval(ratios);
  console.log(
    `${name}: ${median(ratios).toFixed(3)} of the CPU time without telemetry, 95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}, ${ratios.length} pairs of ${values.seconds} s in ${rounds} rounds`,
  );
}

/** Starts both Workers, measures their pairs of this round, and stops them. */
async function measure(round: number): Promise<void> {
  // Who starts first changes too.
  const settings = round % 2 === 0 ? (["on", "off"] as const) : (["off", "on"] as const);
  const opened = [await open(settings[0]), await open(settings[1])] as const;
  const [on, off] = round % 2 === 0 ? opened : [opened[1], opened[0]];
  try {
    for (const name of cases)
      ratiosByCase
        .get(name)
        ?.push(...(await ratiosOf(name, on, off, Math.ceil(Number(values.pairs) / rounds))));
  } finally {
    await Promise.all([on.stop(), off.stop()]);
  }
}

/** A Worker, and the process of its runtime. */
async function open(telemetry: "on" | "off") {
  const before = await runtimeProcesses();
  const bench = await openBench({
    // Nothing is compared with a floor.
    floorUrl: "http://localhost",
    script,
    cache: "on",
    products: 200,
    seconds: Number(values.seconds),
    generator,
    vars: { TELEMETRY: telemetry },
  });
  const pid = (await runtimeProcesses()).find((one) => !before.includes(one));
  if (pid === undefined) throw new Error("the runtime has no process");
  return { ...bench, pid };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** The CPU time of a request with telemetry by that of one without, pair by pair. */
async function ratiosOf(name: string, on: Opened, off: Opened, pairs: number): Promise<readonly number[]> {
  const one = caseOf(name);
  const [withIt, without] = [await one.open(on), await one.open(off)];
  await withIt.ours();
  await without.ours();
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Who is first changes, so that neither has the better turn.
    const isFirst = pair % 2 === 0;
    const costs = { on: 0, off: 0 };
    for (const one of isFirst ? (["on", "off"] as const) : (["off", "on"] as const))
      costs[one] = one === "on" ? await costOf(on, withIt.ours) : await costOf(off, without.ours);
    ratios.push(costs.on / costs.off);
  }
  return ratios;
}

async function costOf({ pid }: Opened, run: Sides["ours"]): Promise<number> {
  const before = await cpuSecondsOf(pid);
  const { count } = await run();
  return ((await cpuSecondsOf(pid)) - before) / count;
}

function caseOf(name: string): Case {
  const found = reads.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return found;
}
