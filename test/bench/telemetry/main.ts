import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../../local/build.ts";
import type { Bench, Case } from "../cases/case.ts";
import { reads } from "../cases/reads.ts";
import { findGenerator } from "../load/load.ts";
import { openBench } from "../open.ts";
import { median, medianInterval } from "../report/statistics.ts";

// `npm run bench:telemetry`: what the log, metrics and traces cost a cached read. Two Workers that differ in `TELEMETRY` only
// are measured in turns, in several rounds: one process of the runtime is faster than another for as long as it lives.

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
    `${name}: ${median(ratios).toFixed(3)} of the speed without telemetry, 95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}, ${ratios.length} pairs of ${values.seconds} s in ${rounds} rounds`,
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

function open(telemetry: "on" | "off") {
  return openBench({
    // Nothing is compared with a floor.
    floorUrl: "http://localhost",
    script,
    cache: "on",
    products: 200,
    seconds: Number(values.seconds),
    generator,
    vars: { TELEMETRY: telemetry },
  });
}

/** The speed with telemetry by the speed without, pair by pair. */
async function ratiosOf(name: string, on: Bench, off: Bench, pairs: number): Promise<readonly number[]> {
  const one = caseOf(name);
  const [withIt, without] = [await one.open(on), await one.open(off)];
  await withIt.ours();
  await without.ours();
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Who is first changes, so that neither has the better turn.
    const isFirst = pair % 2 === 0;
    const first = await (isFirst ? withIt : without).ours();
    const second = await (isFirst ? without : withIt).ours();
    const [ours, bare] = isFirst ? [first, second] : [second, first];
    ratios.push(ours.perSecond / bare.perSecond);
  }
  return ratios;
}

function caseOf(name: string): Case {
  const found = reads.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return found;
}
