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

/** The requests of one connection that have no complete response yet, in the order in which they arrived. */
interface Connection {
  readonly open: Set<Exchange>;
  /** Why nothing more can be read. */
  broken: Refusal | null;
}

const connections = new WeakMap<Duplex, Connection>();

function connectionOf(socket: Duplex): Connection {
  const known = connections.get(socket) ?? { open: new Set(), broken: null };
  connections.set(socket, known);
  return known;
}

/** Notes a request, so that an answer to broken bytes behind it does not overtake its own answer. */
export function track(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const connection = connectionOf(socket);
  const exchange = { request, response };
  connection.open.add(exchange);
  response.on("close", () => {
    connection.open.delete(exchange);
    if (connection.broken !== null) settle(socket, connection, connection.broken);
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
  const incomplete = [...connection.open].find(({ request }) => !request.complete);
  if (incomplete === undefined) settle(socket, connection, connection.broken);
  else refuseIncomplete(incomplete, connection.broken);
}

/** Whether the connection broke in the middle of this request. */
export function isBroken({ socket, complete }: IncomingMessage): boolean {
  return !complete && connectionOf(socket).broken !== null;
}

function refuseIncomplete({ request, response }: Exchange, broken: Refusal): void {
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  response.shouldKeepAlive = false;
  answerProblem(response, broken, "/");
}

function settle(socket: Duplex, { open }: Connection, broken: Refusal): void {
  if (open.size > 0 || !socket.writable) return;
  socket.end(problemBytes(broken));
  // Closing while the client is still sending would discard the answer.
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
