import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { Transform } from "node:stream";
import { refusal } from "../../src/kernel/api/problem.ts";
import { codeOf } from "../problem.ts";
import type { Accepted } from "./accept.ts";
import { isBroken } from "./connection.ts";
import { frontLimits } from "./limits.ts";
import { answerProblem } from "./problem.ts";
import { relay } from "./relay.ts";

/** The runtime behind the front server. */
export interface Upstream {
  readonly agent: Agent;
  readonly port: number;
  readonly onError: (message: string) => void;
}

/** A request and the way back to its caller. */
export interface Exchange {
  readonly received: IncomingMessage;
  readonly response: ServerResponse;
  /** Whether the caller waits for a go-ahead before it sends the body. */
  readonly asksFirst: boolean;
}

/** Sends a request to the runtime, and its response to the caller. Both bodies are streamed. */
export function forward(
  { received, response, asksFirst }: Exchange,
  accepted: Accepted,
  { agent, port, onError }: Upstream,
): void {
  // The runtime closes the connection if it answers before a large body is read. The answer could get lost.
  const asksRuntime = asksFirst || (accepted.hasBody && !isSmall(received));
  const sent = request({
    agent,
    host: "127.0.0.1",
    port,
    method: received.method,
    path: accepted.target,
    headers: headersOf(received, accepted, asksRuntime),
    setHost: false,
  });
  let answered = false;
  sent.on("response", (answer) => {
    answered = true;
    // The runtime does not want the rest.
    if (!received.complete) received.unpipe();
    if (isBroken(received)) answer.resume();
    else relay(answer, response, accepted.target, onError);
  });
  sent.on("error", (error) => {
    // The runtime may answer and close the connection before it has read the body.
    if (answered || response.headersSent || isBroken(received)) return;
    if (codeOf(error) === "ECONNREFUSED")
      answerProblem(response, refusal("overloaded", "The runtime is restarting."), accepted.target);
    // It is unknown whether the request took effect, so there is no answer.
    else received.socket.destroy();
  });
  response.on("close", () => {
    // Has no effect on a request that is complete.
    sent.destroy();
    // Reads what the runtime has not, so that the next request on the connection can be.
    received.unpipe();
    drain(received);
  });
  if (!accepted.hasBody) sent.end();
  else if (asksRuntime) {
    sent.on("continue", () => {
      if (asksFirst) response.writeContinue();
      response.shouldKeepAlive = true;
      passBody(received, sent, response, accepted.target);
    });
    sent.flushHeaders();
  } else passBody(received, sent, response, accepted.target);
}

/** Larger bodies, and those of unknown length, are sent once the runtime asks for them. */
const eagerBytes = 32 * 1024;

function isSmall({ headers }: IncomingMessage): boolean {
  return headers["content-length"] !== undefined && Number(headers["content-length"]) <= eagerBytes;
}

/** Sends the body on. One without a length is refused when it turns out to be too large. */
function passBody(
  received: IncomingMessage,
  sent: ClientRequest,
  response: ServerResponse,
  target: string,
): void {
  received.pipe(afterReads()).pipe(sent);
  let bytes = 0;
  received.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= frontLimits.bodyBytes.value || response.headersSent) return;
    received.unpipe();
    refuseBody(received, response, target);
    sent.destroy();
  });
}

/**
 * Passes each chunk on after the sockets were read. A write to a connection that the runtime has closed destroys it, and
 * with it the answer that was already there.
 */
function afterReads(): Transform {
  return new Transform({
    transform(chunk, _, done) {
      setImmediate(done, null, chunk);
    },
  });
}

function refuseBody(received: IncomingMessage, response: ServerResponse, target: string): void {
  const most = frontLimits.bodyBytes.value;
  answerProblem(response, refusal("body-too-large", `The body may have at most ${most} bytes.`), target);
  drain(received);
}

/** Reads what nobody wants, up to a bound. Closing at once would reset the connection before the answer is read. */
function drain(received: IncomingMessage): void {
  if (received.complete || drained.has(received)) return;
  drained.add(received);
  let bytes = 0;
  received.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > frontLimits.drainedBytes.value) received.socket.destroy();
  });
  received.resume();
}

const drained = new WeakSet<IncomingMessage>();

function headersOf(received: IncomingMessage, accepted: Accepted, asksRuntime: boolean): string[] {
  if (asksRuntime) return [...accepted.fields, "Expect", "100-continue"];
  // Without a length, Node would send a chunked body.
  if (!accepted.hasBody && received.headers["content-length"] === undefined && received.method !== "GET")
    return [...accepted.fields, "Content-Length", "0"];
  return [...accepted.fields];
}
