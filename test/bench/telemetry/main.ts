import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../../local/build.ts";
import type { Case } from "../cases/case.ts";
import { reads } from "../cases/reads.ts";
import { findGenerator } from "../load/load.ts";
import { openBench } from "../open.ts";
import { median, medianInterval } from "../report/statistics.ts";

// `npm run bench:telemetry`: what the log, metrics and traces cost a cached read. Two Workers that differ in `TELEMETRY` only
// are measured in turns.

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "20" },
    seconds: { type: "string", default: "2" },
  },
});
const dir = await mkdtemp(join(tmpdir(), "rustok-bundle-"));
const { script } = await build(dir);
const generator = await findGenerator();
const [on, off] = [await open("on"), await open("off")];
try {
  for (const name of ["cached page", "cached list"]) await compare(name, Number(values.pairs));
} finally {
  await Promise.all([on.stop(), off.stop()]);
  await rm(dir, { recursive: true });
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

async function compare(name: string, pairs: number): Promise<void> {
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
  const [low, high] = medianInterval(ratios);
  console.log(
    `${name}: ${median(ratios).toFixed(3)} of the speed without telemetry, 95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}, ${pairs} pairs of ${values.seconds} s`,
  );
}

function caseOf(name: string): Case {
  const found = reads.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return found;
}
