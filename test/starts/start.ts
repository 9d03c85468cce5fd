import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A start that came up, and how long that took, or what happened instead. */
export type Outcome =
  | { readonly ready: true; readonly ms: number }
  | { readonly ready: false; readonly problem: string };

/** A start that takes longer hangs. The first one makes the demo shop, while all clients read from it. */
const longestStartMs = 300_000;
/** A stop that takes longer hangs. */
const longestStopMs = 15_000;
const kept = 2_000;

/** Starts the platform like `npm start`, lets it serve for a moment, and stops it; or kills it after some time. */
export async function start({
  port,
  stateDir,
  killAfterMs,
}: {
  readonly port: number;
  readonly stateDir: string;
  readonly killAfterMs: number | null;
}): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../local/start.mjs"), "--quiet"], {
    env: Object.assign({ ...process.env }, { PORT: String(port), STATE_DIR: stateDir, RATE_LIMITS: "off" }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-kept);
      if (/^ready http/m.test(output)) onReady();
    });
  const exited = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  if (killAfterMs !== null) {
    await Promise.race([exited, sleep(killAfterMs)]);
    child.kill("SIGKILL");
    await exited;
    return { ready: false, problem: "killed" };
  }
  const first = await Promise.race([
    ready.then(() => "ready"),
    exited.then(() => "it exited"),
    sleep(longestStartMs).then(() => "it hangs"),
  ]);
  const ms = Math.round(performance.now() - began);
  if (first === "ready") await sleep(500);
  child.kill("SIGTERM");
  const stopped = await Promise.race([exited.then(() => true), sleep(longestStopMs).then(() => false)]);
  if (!stopped) child.kill("SIGKILL");
  await exited;
  if (first !== "ready") return { ready: false, problem: `${first}: ${output}` };
  return stopped ? { ready: true, ms } : { ready: false, problem: "it does not stop" };
}
