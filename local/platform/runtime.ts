import { dirname, join } from "node:path";
import { convertV4MiniflareOptions, Miniflare, NoOpLog, type V4WorkerOptions } from "miniflare";
import type { Unstable_Config } from "wrangler";
import { codeOf, messageOf, Problem } from "../problem.ts";
import { miniflareOptions } from "../project.ts";
import { markOf } from "../state/workerd.ts";
import { listModules } from "./modules.ts";
import type { Observer } from "./observer.ts";

export interface RuntimeOptions {
  config: Unstable_Config;
  script: string;
  stateDir: string;
  vars: Record<string, string>;
  swallowQueue: boolean;
  inspectorPort: number | undefined;
  observer: Observer;
}

/** Runs the built Worker in workerd, with every binding in `wrangler.toml`. */
export async function startRuntime(options: RuntimeOptions): Promise<Miniflare> {
  const { observer } = options;
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      // Any free port. The front server has the one that callers know.
      port: 0,
      ...(options.inspectorPort === undefined ? {} : { inspectorPort: options.inspectorPort }),
      cf: false,
      logRequests: false,
      log: new RuntimeLog(observer),
      handleStructuredLogs: ({ level, message }) => observer.onLog?.(level, message),
      unsafeHandleRuntimeRestart: () => observer.onRestart?.(),
      // The path that wrangler uses for `--persist-to` with this folder.
      resourcePersistencePath: join(options.stateDir, "v3"),
      unsafeRuntimeEnv: markOf(options.stateDir),
      workers: [workerOf(options), assetsWorker(options)],
    }),
  );
  try {
    await runtime.ready;
    return runtime;
  } catch (error) {
    await runtime.dispose().catch(() => undefined);
    throw new Problem(`The Worker failed to start: ${messageOf(error)}`);
  }
}

function workerOf({ config, script, vars, swallowQueue }: RuntimeOptions): V4WorkerOptions {
  const { modulesRules: _, assets: __, ...bound } = miniflareOptions(config);
  const worker: V4WorkerOptions = {
    ...bound,
    name: config.name ?? "worker",
    modules: listModules(script),
    modulesRoot: dirname(script),
  };
  return {
    ...worker,
    bindings: { ...worker.bindings, ...vars },
    serviceBindings: { ASSETS: assetsName },
    queueConsumers: swallowQueue ? {} : withShortBatchTimeout(worker.queueConsumers ?? {}),
  };
}

const assetsName = "assets";

/**
 * Serves the static files to the Worker. If the Worker had them itself, Miniflare would put a router in front of it, which costs
 * every request a millisecond. Cloudflare has no such cost.
 */
function assetsWorker({ config }: RuntimeOptions): V4WorkerOptions {
  // What wrangler makes for Miniflare.
  const { directory, assetConfig } = miniflareOptions(config).assets as NonNullable<
    V4WorkerOptions["assets"]
  >;
  return {
    name: assetsName,
    modules: true,
    script: "export default {}",
    compatibilityDate: config.compatibility_date ?? "2026-01-01",
    assets: {
      directory,
      ...(assetConfig === undefined ? {} : { assetConfig }),
      routerConfig: { has_user_worker: false },
    },
  };
}

type Consumers = NonNullable<V4WorkerOptions["queueConsumers"]>;

/** Shortens the queue's batch timeout. Locally there is no reason to wait seconds for a batch to fill. */
function withShortBatchTimeout(consumers: Consumers): Consumers {
  if (Array.isArray(consumers)) return consumers;
  return Object.fromEntries(
    Object.entries(consumers).map(([queue, consumer]) => [queue, { ...consumer, maxBatchTimeout: 0.05 }]),
  );
}

/** Miniflare restarts a crashed workerd by itself. It reports a failed restart only in its log. */
class RuntimeLog extends NoOpLog {
  readonly #observer: Observer;

  constructor(observer: Observer) {
    super();
    this.#observer = observer;
  }

  override error(error: Error): void {
    if (codeOf(error) === "ERR_RUNTIME_FAILURE") this.#observer.onLost?.(error.message);
    else this.#observer.onLog?.("error", error.message);
  }
}
