import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { refusal } from "../../src/kernel/api/problem.ts";
import { accept, addressOf } from "./accept.ts";
import { refuseBroken, track } from "./connection.ts";
import { forward, type Upstream } from "./forward.ts";
import { frontLimits } from "./limits.ts";
import { answerProblem, problemBytes } from "./problem.ts";

export interface FrontOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** The port of the runtime on this machine. */
  readonly runtimePort: number;
  /** The header in which a trusted proxy passes the caller's address. */
  readonly trustedAddressHeader?: string | undefined;
  /** An error that the runtime answered and the caller does not see. */
  readonly onError?: ((message: string) => void) | undefined;
  /** Shorter times, for tests. */
  readonly headerTime?: number | undefined;
  readonly idleTime?: number | undefined;
}

/** The server that callers connect to. */
export interface Front {
  readonly port: number;
  /** Closes all connections, also those in use. */
  readonly stop: () => Promise<void>;
}

/**
 * Stands between callers and the runtime, as Cloudflare does for a deployed Worker: it parses and limits requests, removes
 * headers that only the platform may set, sets the caller's address, and answers what is not HTTP with a problem.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  // The runtime closes idle connections after 5 s. This end must do so first.
  const agent = new Agent({ keepAlive: true, timeout: 2_000 });
  const upstream = { agent, port: options.runtimePort, onError: options.onError ?? (() => undefined) };
  const server = createServer(serverOptions(options.headerTime ?? frontLimits.headerTime.value));
  // A caller that reads its answer too slowly keeps the runtime's connection as well.
  server.setTimeout(options.idleTime ?? frontLimits.idleTime.value);
  server.maxConnections = frontLimits.connections.value;
  // Beyond its own limit, Node drops fields silently. `accept` refuses them instead.
  server.maxHeadersCount = 0;
  // A caller may close its end once it has sent the request. The type lacks this property.
  Object.assign(server, { httpAllowHalfOpen: true });
  serve(server, upstream, options.trustedAddressHeader);
  await listen(server, options.port);
  return {
    // A server that listens on an address and port has such an address.
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

function serverOptions(headerTime: number) {
  return {
    insecureHTTPParser: false,
    maxHeaderSize: frontLimits.headerBytes.value,
    headersTimeout: headerTime,
    requestTimeout: frontLimits.requestTime.value,
    connectionsCheckingInterval: Math.min(headerTime, 1_000),
    // Node would answer a missing Host in plain text. `accept` answers it.
    requireHostHeader: false,
  };
}

function serve(server: Server, upstream: Upstream, trustedAddressHeader: string | undefined): void {
  const handle = (received: IncomingMessage, response: ServerResponse, asksFirst: boolean) => {
    track(received, response);
    // Unless it is told to, the caller may or may not send the body: what follows could be either.
    if (asksFirst) response.shouldKeepAlive = false;
    const { url: target = "", httpVersion: version, rawHeaders: fields, socket } = received;
    const address = addressOf(socket.remoteAddress, fields, trustedAddressHeader);
    const accepted = accept({ target, version, fields }, address);
    if (accepted.ok) forward({ received, response, asksFirst }, accepted.value, upstream);
    else answerProblem(response, accepted.refusal, target.split("?", 1)[0] ?? target);
  };
  server.on("request", (received, response) => handle(received, response, false));
  server.on("checkContinue", (received, response) => handle(received, response, true));
  server.on("checkExpectation", (received: IncomingMessage, response: ServerResponse) => {
    track(received, response);
    answerProblem(response, refusal("expectation-failed", "Only `100-continue` can be expected."), "/");
  });
  server.on("connect", (_: IncomingMessage, socket: Duplex) => {
    socket.on("error", () => undefined);
    socket.end(problemBytes(refusal("method-not-allowed", "This server is no proxy.")));
  });
  server.on("clientError", refuseBroken);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve());
  });
}
