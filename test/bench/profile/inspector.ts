/** What V8 recorded: a tree of calls, and the node that was running at each sample. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** Records a Worker's CPU profile while `work` runs. The inspector's URL is that of the runtime. */
export async function recordProfile(
  inspectorUrl: URL,
  worker: string,
  work: () => Promise<unknown>,
): Promise<CpuProfile> {
  const send = await connect(new URL(`/core:user:${worker}`, inspectorUrl));
  try {
    await send("Profiler.enable");
    await send("Profiler.setSamplingInterval", { interval: 200 });
    await send("Profiler.start");
    await work();
    // The protocol's own answer.
    return ((await send("Profiler.stop")) as { profile: CpuProfile }).profile;
  } finally {
    send.close();
  }
}

type Send = ((method: string, params?: object) => Promise<unknown>) & { close(): void };

/** Opens a session of the Chrome DevTools Protocol. */
async function connect(url: URL): Promise<Send> {
  const socket = new WebSocket(url.href);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error(`the inspector at ${url} does not answer`)));
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(String(data));
    const call = waiting.get(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error.message));
  });
  socket.addEventListener("close", () => {
    for (const call of waiting.values()) call.reject(new Error("the inspector has closed"));
  });
  const send = (method: string, params: object = {}) => {
    const id = waiting.size + 1;
    const call = Promise.withResolvers<unknown>();
    waiting.set(id, call);
    socket.send(JSON.stringify({ id, method, params }));
    return call.promise;
  };
  return Object.assign(send, { close: () => socket.close() });
}
