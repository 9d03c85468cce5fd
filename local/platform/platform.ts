import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { build } from "../build.ts";
import { readProjectConfig } from "../project.ts";
import { prepareStateDir } from "../state/folder.ts";
import { lockStateDir } from "../state/lock.ts";
import { endOrphans, findWorkerd, kill } from "../state/workerd.ts";
import { migrate } from "./migrate.ts";
import type { Observer } from "./observer.ts";
import { checkPort } from "./port.ts";
import { startRuntime } from "./runtime.ts";

export interface PlatformOptions extends Observer {
  /** 0 takes any free port. */
  port: number;
  stateDir: string;
  platformToken: string;
  signingSecret: string;
  platformDomain: string;
  /** A Worker that `build` made before. Absent, it is built into the state folder. */
  script?: string | undefined;
  /** Further variables of the Worker. */
  vars?: Record<string, string> | undefined;
  faults?: Faults | undefined;
}

export interface Faults {
  /** Queues accept every message and deliver none. */
  swallowQueue?: boolean;
}

export interface Platform {
  url: string;
  port: number;
  stateDir: string;
  /** Another one after each restart; undefined while there is none. */
  readonly workerdPid: number | undefined;
  /** The runtime itself, for a test that needs a binding in its hands. */
  runtime: Miniflare;
  stop(): Promise<void>;
  /** SIGKILLs workerd, as a crash would, and starts nothing again: that is for a new `startPlatform` to do. */
  kill(): Promise<void>;
}

/** Runs the whole platform on this machine: the Worker, its objects, its database and its queue. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const stateDir = prepareStateDir(options.stateDir);
  const release = lockStateDir(stateDir);
  try {
    await endOrphans(stateDir);
    await checkPort(options.port);
    const runtime = await startMigrated(options, stateDir);
    return describe(runtime, Number((await runtime.ready).port), stateDir, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function startMigrated(options: PlatformOptions, stateDir: string): Promise<Miniflare> {
  const config = readProjectConfig();
  const script = options.script ?? (await build(join(stateDir, "build"))).script;
  const runtime = await startRuntime({
    config,
    script,
    port: options.port,
    stateDir,
    vars: {
      MAIL: "mailbox",
      ...options.vars,
      PLATFORM_DOMAIN: options.platformDomain,
      PLATFORM_TOKEN: options.platformToken,
      SIGNING_SECRET: options.signingSecret,
    },
    swallowQueue: options.faults?.swallowQueue ?? false,
    observer: options,
  });
  try {
    await migrate(runtime, config);
    return runtime;
  } catch (error) {
    await runtime.dispose();
    throw error;
  }
}

function describe(runtime: Miniflare, port: number, stateDir: string, release: () => void): Platform {
  async function stop(): Promise<void> {
    await runtime.dispose();
    release();
  }
  return {
    url: `http://localhost:${port}`,
    port,
    stateDir,
    get workerdPid() {
      return findWorkerd(stateDir);
    },
    runtime,
    stop,
    kill() {
      const pid = findWorkerd(stateDir);
      if (pid !== undefined) kill(pid);
      return stop();
    },
  };
}
