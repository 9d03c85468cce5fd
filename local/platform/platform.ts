import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { secretsProblem } from "../../src/platform/secrets.ts";
import { build } from "../build.ts";
import { type Front, startFront } from "../front/front.ts";
import { Problem } from "../problem.ts";
import { readProjectConfig } from "../project.ts";
import { setAsideCorrupt } from "../state/corrupt.ts";
import { prepareStateDir } from "../state/folder.ts";
import { lockStateDir } from "../state/lock.ts";
import { endOrphans, findWorkerd, kill } from "../state/workerd.ts";
import { migrate } from "./migrate.ts";
import type { Observer } from "./observer.ts";
import { checkPort } from "./port.ts";
import { startRuntime } from "./runtime.ts";

export interface PlatformOptions extends Observer {
  /** 0 for any free port. */
  port: number;
  stateDir: string;
  platformToken: string;
  signingSecret: string;
  platformDomain: string;
  /** A Worker built with `build`. If undefined, it is built into the state folder. */
  script?: string | undefined;
  /** Additional variables for the Worker. */
  vars?: Record<string, string> | undefined;
  faults?: Faults | undefined;
  /** Opens the runtime's inspector. 0 for any free port. */
  inspectorPort?: number | undefined;
  /** The header in which a trusted proxy passes the caller's address. By default it is the connection's. */
  trustedAddressHeader?: string | undefined;
}

export interface Faults {
  /** Queues accept every message and deliver none. */
  swallowQueue?: boolean;
}

export interface Platform {
  url: string;
  port: number;
  stateDir: string;
  /** Changes with each restart. Undefined while workerd isn't running. */
  readonly workerdPid: number | undefined;
  /** The runtime, for tests that access a binding directly. */
  runtime: Miniflare;
  stop(): Promise<void>;
  /** Kills workerd with SIGKILL, to simulate a crash. It isn't restarted; call `startPlatform` for that. */
  kill(): Promise<void>;
}

/** Runs the whole platform on this machine: the Worker, its objects, its database and its queue. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const stateDir = prepareStateDir(options.stateDir);
  const release = lockStateDir(stateDir);
  try {
    await endOrphans(stateDir);
    await checkPort(options.port);
    for (const damage of setAsideCorrupt(stateDir, new Date())) options.onLog?.("error", damage);
    const runtime = await startMigrated(options, stateDir);
    const front = await startFrontOf(runtime, options);
    return describe(runtime, front, stateDir, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function startMigrated(options: PlatformOptions, stateDir: string): Promise<Miniflare> {
  const vars = {
    MAIL: "mailbox",
    GRAPHQL_INTROSPECTION: "on",
    RATE_LIMITS: "off",
    ...options.vars,
    PLATFORM_DOMAIN: options.platformDomain,
    PLATFORM_TOKEN: options.platformToken,
    SIGNING_SECRET: options.signingSecret,
  };
  const problem = secretsProblem(vars);
  if (problem !== null) throw new Problem(problem);
  const config = readProjectConfig();
  const script = options.script ?? (await build(join(stateDir, "build"))).script;
  await migrate(config, stateDir);
  return startRuntime({
    config,
    script,
    stateDir,
    vars,
    swallowQueue: options.faults?.swallowQueue ?? false,
    inspectorPort: options.inspectorPort,
    observer: options,
  });
}

async function startFrontOf(runtime: Miniflare, options: PlatformOptions): Promise<Front> {
  try {
    return await startFront({
      port: options.port,
      // A runtime that restarts keeps its port.
      runtimePort: Number((await runtime.ready).port),
      trustedAddressHeader: options.trustedAddressHeader,
      onError: (message) => options.onLog?.("error", message),
    });
  } catch (error) {
    await runtime.dispose();
    throw error;
  }
}

function describe(runtime: Miniflare, front: Front, stateDir: string, release: () => void): Platform {
  const { port } = front;
  async function stop(): Promise<void> {
    await Promise.all([front.stop(), runtime.dispose()]);
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
