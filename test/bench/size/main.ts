import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../../local/build.ts";
import { median } from "../report/statistics.ts";
import { evaluationMs, mostGzipBytes, sizeOf } from "./size.ts";

// `npm run size`: how large the built Worker is, and how long an isolate takes to evaluate it. It fails if the Worker is
// too large. The time is only reported: it depends on the machine. An argument names a Worker that is built already.

const dir = await mkdtemp(join(tmpdir(), "rustok-bundle-"));
try {
  const script = process.argv[2] ?? (await build(dir)).script;
  const { bytes, gzipBytes } = await sizeOf(script);
  const times: number[] = [];
  for (let start = 0; start < 5; start += 1) times.push(await evaluationMs(script));
  const least = Math.min(...times).toFixed(0);
  console.log(
    `size: ${kib(gzipBytes)} compressed, ${kib(bytes)} as it is; at most ${kib(mostGzipBytes)} compressed`,
  );
  console.log(
    `start: evaluated in ${median(times).toFixed(0)} ms, the median of ${times.length} isolates; the fastest in ${least} ms`,
  );
  if (gzipBytes > mostGzipBytes) process.exitCode = 1;
} finally {
  await rm(dir, { recursive: true });
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KiB`;
}
