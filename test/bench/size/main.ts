import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, workerOfProject } from "../../../local/build.ts";
import { median } from "../report/statistics.ts";
import { aligned } from "../report/table.ts";
import { partsOf } from "./parts.ts";
import { evaluationMs, mostCodecGzipBytes, mostGzipBytes, sizeOf } from "./size.ts";
import { mostAtStart, startBytes } from "./start.ts";

// `npm run size`: how large the built Worker is and of what, and how long an isolate takes to evaluate it. It fails if the Worker, its
// codecs, or the part of it that each isolate loads, is too large. The time is only reported: it depends on the machine. Arguments name
// Workers that are built already. Several are evaluated in turns, because a machine is seldom as fast a minute later.

const dir = await mkdtemp(join(tmpdir(), "rustok-bundle-"));
try {
  const metafile = join(dir, "meta.json");
  const named = process.argv.slice(2);
  const scripts = named.length > 0 ? named : [(await build(join(dir, "dist"), { metafile })).script];
  const times = scripts.map((): number[] => []);
  for (let start = 0; start < 9; start += 1)
    for (const [index, script] of scripts.entries()) times[index]?.push(await evaluationMs(script));
  for (const [index, script] of scripts.entries()) await report(script, times[index] ?? []);
  await reportStart();
  if (named.length === 0) console.log(`\nof its script\n${aligned(await partsOf(metafile, 15))}`);
} finally {
  await rm(dir, { recursive: true });
}

async function report(script: string, times: readonly number[]): Promise<void> {
  const { worker, codecs } = await sizeOf(script);
  if (process.argv.length > 3) console.log(`\n${script}`);
  for (const [name, { bytes, gzipBytes }, most] of [
    ["size", worker, mostGzipBytes],
    ["codecs", codecs, mostCodecGzipBytes],
  ] as const) {
    console.log(
      `${name}: ${kib(gzipBytes)} compressed, ${kib(bytes)} as it is; at most ${kib(most)} compressed`,
    );
    if (gzipBytes > most) process.exitCode = 1;
  }
  console.log(
    `start: evaluated in ${median(times).toFixed(0)} ms, the median of ${times.length} isolates; the fastest in ${Math.min(...times).toFixed(0)} ms`,
  );
}

async function reportStart(): Promise<void> {
  const bytes = await startBytes(workerOfProject());
  console.log(
    `of the source as it is, the first request needs ${kib(bytes)} compressed; at most ${kib(mostAtStart)}`,
  );
  if (bytes > mostAtStart) process.exitCode = 1;
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KiB`;
}
