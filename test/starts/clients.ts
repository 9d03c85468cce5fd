import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** Clients that send requests to a port without pause, whether anything listens or not. */
export interface Load {
  /** Ends it. `strange` are answers that no caller may see of a platform that starts. */
  stop(): Promise<{ readonly answered: number; readonly strange: readonly string[] }>;
}

const paths = [
  "/health/ready",
  "/v1/store/products?limit=3",
  "/v1/store/products?q=tent&facets=true",
  "/v1/store",
  "/v1/store/collections",
];

export function hammer(port: number, clients: number): Load {
  const agent = new Agent({ keepAlive: true });
  const strange = new Set<string>();
  let answered = 0;
  let running = true;
  const client = async (number: number) => {
    for (let turn = number; running; turn += 1) {
      const path = paths[turn % paths.length] ?? "/";
      const status = await ask(agent, port, path);
      if (status === null) await sleep(5);
      else answered += 1;
      // Before the demo shop exists, its name is unknown.
      if (status !== null && ![200, 404, 503].includes(status)) strange.add(`${status} from ${path}`);
    }
  };
  const all = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return {
    async stop() {
      running = false;
      agent.destroy();
      await all;
      return { answered, strange: [...strange] };
    },
  };
}

/** The status of an answer, or null if there is none. */
function ask(agent: Agent, port: number, path: string): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = { Host: `demo.localhost:${port}` };
    const request = get({ agent, host: "127.0.0.1", port, path, headers, timeout: 30_000 }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? null));
      response.on("error", () => resolve(null));
      response.on("close", () => resolve(null));
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(null));
  });
}
