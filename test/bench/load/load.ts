import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { rawRequest } from "./wire.ts";
import type { Load, Workload } from "./workload.ts";

/** How requests are sent: by wrk, or by a child process with autocannon. */
export type Generator = "wrk" | "autocannon";

/** The leaner one where it is installed: what it uses is missing to the runtime. */
export async function findGenerator(): Promise<Generator> {
  return run("which", ["wrk"]).then(
    () => "wrk",
    () => "autocannon",
  );
}

/**
 * Loads a server from a process of its own: this one hosts the runtime, and reads its log.
 *
 * @throws If a request fails, or a mix has fewer requests than were sent and each of them must be new.
 */
export async function load(workload: Workload, seconds: number, generator: Generator): Promise<Load> {
  const dir = await mkdtemp(join(tmpdir(), "rustok-load-"));
  try {
    const wrk = generator === "wrk" && workload.kind === "mix";
    const { failed, ...measured } = wrk
      ? await loadByWrk(workload, seconds, join(dir, "requests"))
      : await loadByAutocannon(workload, seconds, join(dir, "workload.json"));
    if (failed > 0) throw new Error(`${failed} requests to ${workload.url} failed`);
    return measured;
  } finally {
    await rm(dir, { recursive: true });
  }
}

type Measured = Load & { readonly failed: number };

async function loadByWrk(workload: Workload, seconds: number, path: string): Promise<Measured> {
  const { url, connections, requests, from } = workload;
  await writeFile(path, requests.map((step) => rawRequest(workload, step)).join("\x1e"));
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "20s"];
  const script = join(import.meta.dirname, "requests.lua");
  const { stdout } = await run("wrk", [
    ...options,
    "-s",
    script,
    url,
    "--",
    path,
    `${from}`,
    crypto.randomUUID(),
  ]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

async function loadByAutocannon(workload: Workload, seconds: number, path: string): Promise<Measured> {
  await writeFile(path, JSON.stringify(workload));
  const script = join(import.meta.dirname, "client.ts");
  const { stdout } = await run(process.execPath, [script, path, `${seconds}`]);
  return JSON.parse(stdout);
}

const run = promisify(execFile);
