import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook that arrived, and when (milliseconds since 1970). */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
}

/** How a receiver answers: with a status and headers, not at all, or by breaking the connection. */
export type Reply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | "hangs"
  | "resets";

/** A receiver of webhooks on this machine. `reply` decides by path and attempt, the first of which is 1. */
export async function openReceiver(reply: (path: string, attempt: number) => Reply) {
  const received: Received[] = [];
  const server: Server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString("utf8");
    const path = request.url ?? "";
    received.push({ path, headers: request.headers, body, at: Date.now() });
    const how = reply(path, received.filter((one) => one.path === path).length);
    if (how === "hangs") return;
    if (how === "resets") return void request.socket.resetAndDestroy();
    response.writeHead(how.status, how.headers ?? {}).end(how.body ?? "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    /** What arrived at a path. */
    at: (path: string) => received.filter((one) => one.path === path),
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
