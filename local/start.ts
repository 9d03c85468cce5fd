import { join } from "node:path";
import { printAddresses } from "./addresses.ts";
import { type Platform, startPlatform } from "./platform/platform.ts";
import { Problem } from "./problem.ts";
import { projectDir } from "./project.ts";
import { seedDemo } from "./seed/seed.ts";
import { prepareStateDir } from "./state/folder.ts";
import { keptSecret } from "./state/kept.ts";

/** `npm start`: everything from nothing to a shop that answers, on this machine alone. */
async function start(): Promise<void> {
  const port = readPort(process.env.PORT || "8787");
  const stateDir = prepareStateDir(process.env.STATE_DIR || join(projectDir, ".data"));
  const token = platformToken(stateDir);
  const platform = await startPlatform({
    port,
    stateDir,
    platformToken: token.value,
    signingSecret: keptSecret(stateDir, "signing-secret").value,
    platformDomain: "localhost",
    onLog: report,
    onRestart: () => console.error("The Workers runtime ended unexpectedly and was started again."),
    onLost: (reason) =>
      fail(new Problem(`The Workers runtime ended and could not be started again: ${reason}`)),
  });
  await present(platform, token);
}

async function present(platform: Platform, token: { value: string; made: boolean }): Promise<void> {
  const { url, port, stateDir } = platform;
  const demoKey = await seedDemo({ url, stateDir, platformToken: token.value });
  printAddresses({ url, port, stateDir, demoKey, newToken: token.made ? token.value : undefined });
}

function platformToken(stateDir: string): { value: string; made: boolean } {
  const given = process.env.PLATFORM_TOKEN;
  return given ? { value: given, made: false } : keptSecret(stateDir, "platform-token");
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Problem(`PORT must be a number from 0 to 65535, not "${text}".`);
}

function report(level: string, message: string): void {
  if (level === "warn" || level === "error") console.error(message);
}

function fail(error: unknown): never {
  console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
}

// Whoever reads the output may go away first, and that must not end the platform.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

// Every answered write is on disk already, and leaving takes workerd along. These come before
// miniflare's own listeners, which would leave with another code.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(0));

// npm hands signals to a shell that may keep them, and cannot hand on a SIGKILL: when it goes, this goes too.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.exit(0), 200).unref();
}

try {
  await start();
} catch (error) {
  fail(error);
}
