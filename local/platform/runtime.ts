import { dirname, join } from "node:path";
import { convertV4MiniflareOptions, Miniflare, NoOpLog, type V4WorkerOptions } from "miniflare";
import { type Unstable_Config, unstable_getMiniflareWorkerOptions as workerOptions } from "wrangler";
import { codeOf, messageOf, Problem } from "../problem.ts";
import { markOf } from "../state/workerd.ts";
import { listModules } from "./modules.ts";
import type { Observer } from "./observer.ts";

export interface RuntimeOptions {
  config: Unstable_Config;
  script: string;
  port: number;
  stateDir: string;
  vars: Record<string, string>;
  swallowQueue: boolean;
  observer: Observer;
}

/** Runs the built Worker in workerd, with every binding that `wrangler.toml` names. */
export async function startRuntime(options: RuntimeOptions): Promise<Miniflare> {
  const { observer } = options;
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: options.port,
      cf: false,
      logRequests: false,
      log: new RuntimeLog(observer),
      handleStructuredLogs: ({ level, message }) => observer.onLog?.(level, message),
      unsafeHandleRuntimeRestart: () => observer.onRestart?.(),
      // Where wrangler looks when it is told `--persist-to` this folder.
      resourcePersistencePath: join(options.stateDir, "v3"),
      unsafeRuntimeEnv: markOf(options.stateDir),
      workers: [workerOf(options)],
    }),
  );
  try {
    await runtime.ready;
    return runtime;
  } catch (error) {
    await runtime.dispose().catch(() => undefined);
    throw new Problem(`The Worker did not start: ${messageOf(error)}`);
  }
}

function workerOf({ config, script, vars, swallowQueue }: RuntimeOptions): V4WorkerOptions {
  // The secrets come with the vars, so wrangler need not warn that it has none.
  const { secrets: _, ...rest } = config;
  const { modulesRules: __, ...bound } = workerOptions(rest).workerOptions;
  const worker: V4WorkerOptions = {
    ...bound,
    name: config.name ?? "worker",
    modules: listModules(script),
    modulesRoot: dirname(script),
  };
  return {
    ...worker,
    bindings: { ...worker.bindings, ...vars },
    queueConsumers: swallowQueue ? {} : promptly(worker.queueConsumers ?? {}),
  };
}

type Consumers = NonNullable<V4WorkerOptions["queueConsumers"]>;

/** A local queue need not wait whole seconds for a batch to fill. */
function promptly(consumers: Consumers): Consumers {
  if (Array.isArray(consumers)) return consumers;
  return Object.fromEntries(
    Object.entries(consumers).map(([queue, consumer]) => [queue, { ...consumer, maxBatchTimeout: 0.05 }]),
  );
}

/** Miniflare starts a crashed workerd again by itself; that this failed is known from its log alone. */
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
