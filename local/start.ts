import { join } from "node:path";
import { printAddresses } from "./addresses.ts";
import { help, readOptions, type Verbosity } from "./options.ts";
import { type Platform, startPlatform } from "./platform/platform.ts";
import { Problem } from "./problem.ts";
import { projectDir } from "./project.ts";
import { createReport } from "./report.ts";
import { seedDemo } from "./seed/seed.ts";
import { prepareStateDir } from "./state/folder.ts";
import { keptSecret } from "./state/kept.ts";
import { terminalOf } from "./terminal/terminal.ts";

/** `npm start`: builds and runs the platform on this machine, and seeds a demo shop. */
async function start(verbosity: Verbosity): Promise<void> {
  const port = readPort(process.env.PORT || "8787");
  const stateDir = prepareStateDir(process.env.STATE_DIR || join(projectDir, ".data"));
  const token = platformToken(stateDir);
  const platform = await startPlatform({
    port,
    stateDir,
    platformToken: token.value,
    signingSecret: keptSecret(stateDir, "signing-secret").value,
    platformDomain: "localhost",
    trustedAddressHeader: process.env.TRUSTED_ADDRESS_HEADER || undefined,
    vars: { RATE_LIMITS: process.env.RATE_LIMITS ?? "" },
    onLog: createReport(verbosity, console, terminalOf(process.stdout, process.env)),
    onRestart: () => console.error("The Workers runtime exited unexpectedly and was restarted."),
    onLost: (reason) => fail(new Problem(`The Workers runtime exited and failed to restart: ${reason}`)),
  });
  await seedAndPrint(platform, token);
}

async function seedAndPrint(platform: Platform, token: { value: string; made: boolean }): Promise<void> {
  const { url, port, stateDir } = platform;
  const demoKey = await seedDemo({ url, stateDir, platformToken: token.value });
  const given = Boolean(process.env.PLATFORM_TOKEN);
  printAddresses({ url, port, stateDir, demoKey, token: token.made ? token.value : null, given });
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

function fail(error: unknown): never {
  console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
}

// The reader of the output may close the pipe first. That must not stop the platform.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

// Every acknowledged write is already on disk, and workerd exits with this process. These listeners are
// registered before miniflare's own, which would exit with a different code.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(0));

// npm sends signals to a shell that may not forward them, and can't forward a SIGKILL. If the parent exits,
// so does this process.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.exit(0), 200).unref();
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(help);
  else await start(options.verbosity);
} catch (error) {
  fail(error);
}
