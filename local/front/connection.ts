import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type Refusal, refusal } from "../../src/kernel/api/problem.ts";
import { codeOf } from "../problem.ts";
import { frontLimits } from "./limits.ts";
import { answerProblem, problemBytes } from "./problem.ts";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Connection {
  /** The requests that have no complete response yet, in the order in which they arrived. */
  readonly open: Set<Exchange>;
  /** The request that arrived last. Its body may not be complete. */
  last: IncomingMessage | null;
  /** Why nothing more can be read. */
  broken: Refusal | null;
}

const connections = new WeakMap<Duplex, Connection>();

function connectionOf(socket: Duplex): Connection {
  const known = connections.get(socket) ?? { open: new Set(), last: null, broken: null };
  connections.set(socket, known);
  return known;
}

/** Notes a request, so that an answer to broken bytes behind it does not overtake its own answer. */
export function track(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const connection = connectionOf(socket);
  const exchange = { request, response };
  connection.open.add(exchange);
  connection.last = request;
  response.on("close", () => {
    connection.open.delete(exchange);
    if (connection.broken !== null && request.complete) settle(socket, connection, connection.broken);
  });
}

/** Answers bytes that are not HTTP, once all complete requests before them are answered, and closes the connection. */
export function refuseBroken(error: Error & { rawPacket?: Buffer }, socket: Duplex): void {
  if (!socket.writable || codeOf(error) === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const connection = connectionOf(socket);
  if (connection.broken !== null) return;
  connection.broken = refusalOf(error);
  if (connection.last === null || connection.last.complete) settle(socket, connection, connection.broken);
  else refuseIncomplete(socket, connection, connection.broken);
}

/** Whether the connection broke in the middle of this request. */
export function isBroken({ socket, complete }: IncomingMessage): boolean {
  return !complete && connectionOf(socket).broken !== null;
}

/** Answers a request whose body cannot be read, unless it was answered before. */
function refuseIncomplete(socket: Duplex, { open, last }: Connection, broken: Refusal): void {
  const exchange = [...open].find(({ request }) => request === last);
  if (exchange === undefined) close(socket, "");
  else if (exchange.response.headersSent) socket.destroy();
  else {
    exchange.response.shouldKeepAlive = false;
    answerProblem(exchange.response, broken, "/");
  }
}

function settle(socket: Duplex, { open }: Connection, broken: Refusal): void {
  if (open.size === 0 && socket.writable) close(socket, problemBytes(broken));
}

/** Closes a connection, but not at once: while the client is still sending, that would discard what it has not read. */
function close(socket: Duplex, bytes: string): void {
  socket.end(bytes);
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

const lingerMs = 1_000;

function refusalOf(error: Error & { rawPacket?: Buffer }): Refusal {
  switch (codeOf(error)) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return refusal("request-timeout", "The request did not arrive completely in time.");
    case "HPE_HEADER_OVERFLOW":
      return isOneLine(error.rawPacket)
        ? refusal("uri-too-long", "The request line is too long.")
        : refusal("header-too-large", `At most ${frontLimits.headerBytes.value} bytes of header.`);
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return refusal("body-too-large", "The chunk extensions are too long.");
    default:
      return refusal("malformed-request", "The bytes are not a valid HTTP/1.1 request.");
  }
}

/** Whether the bytes begin a request whose first line does not end. */
function isOneLine(packet: Buffer | undefined): boolean {
  return packet !== undefined && /^[A-Z]+ /.test(packet.toString("latin1", 0, 20)) && !packet.includes("\n");
}
