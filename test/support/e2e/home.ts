import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { type Faults, type Platform, startPlatform } from "../../../local/platform/platform.ts";
import { createMint } from "../http/minting.ts";
import { createSender, platformToken, type Send } from "../http/sender.ts";
import { carryTo } from "./carrier.ts";
import { checkLines, type LineCheck } from "./checked-lines.ts";

/** The built Worker running on this machine, and how to send requests to it. */
export interface Running extends ReturnType<typeof createMint> {
  readonly platform: Platform;
  readonly send: Send;
}

/** The platform's signing secret, unless a test has another. */
export const signingSecret = "the-signing-secret-of-all-the-tests";

/** A separate state folder. A platform can be started on it repeatedly. */
export interface Home {
  readonly stateDir: string;
  /** `vars` are bindings of the Worker. */
  start(
    faults?: Faults,
    vars?: Readonly<Record<string, string>>,
    onLog?: (level: string, message: string) => void,
  ): Promise<Running>;
  /**
   * Stops the platform and removes the folder.
   *
   * @throws If a line of the log did not fit its documented shape.
   */
  close(): Promise<void>;
}

export async function openHome(): Promise<Home> {
  const stateDir = await mkdtemp(join(tmpdir(), "rustok-state-"));
  let platform: Platform | undefined;
  const checks: LineCheck[] = [];
  return {
    stateDir,
    async start(faults = {}, vars = {}, onLog = undefined) {
      const lines = checkLines(onLog);
      checks.push(lines);
      platform = await startPlatform({
        port: 0,
        stateDir,
        platformToken: vars.PLATFORM_TOKEN ?? platformToken,
        signingSecret: vars.SIGNING_SECRET ?? signingSecret,
        platformDomain: "localhost",
        script: inject("script"),
        faults,
        vars,
        onLog: lines.onLog,
      });
      const send = createSender(carryTo(platform.port));
      return { platform, send, ...createMint(send) };
    },
    async close() {
      await platform?.stop();
      await rm(stateDir, { recursive: true, force: true });
      for (const lines of checks) lines.settle();
    },
  };
}

/** One platform for all tests of a file. Every test creates its own tenants. */
export function useRunning(): () => Running {
  let home: Home | undefined;
  let running: Running | undefined;
  beforeAll(async () => {
    home = await openHome();
    running = await home.start();
  });
  afterAll(() => home?.close());
  return () => {
    if (running === undefined) throw new Error("the platform did not start");
    return running;
  };
}
