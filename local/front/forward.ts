import { type Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { refusal } from "../../src/kernel/api/problem.ts";
import { codeOf } from "../problem.ts";
import type { Accepted } from "./accept.ts";
import { isBroken } from "./connection.ts";
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
  const sent = request({
    agent,
    host: "127.0.0.1",
    port,
    method: received.method,
    path: accepted.target,
    headers: headersOf(received, accepted, asksFirst),
    setHost: false,
  });
  let answered = false;
  sent.on("response", (answer) => {
    answered = true;
    if (isBroken(received)) answer.resume();
    else relay(answer, response, accepted.target, onError);
  });
  sent.on("error", (error) => {
    // The runtime may answer and close the connection before it has read the body.
    if (answered || isBroken(received)) return;
    if (codeOf(error) === "ECONNREFUSED")
      answerProblem(response, refusal("overloaded", "The runtime is restarting."), accepted.target);
    // It is unknown whether the request took effect, so there is no answer.
    else received.socket.destroy();
  });
  response.on("close", () => {
    // Has no effect on a request that is complete.
    sent.destroy();
    // Reads what the runtime has not, so that the next request on the connection can be.
    received.unpipe(sent);
    received.resume();
  });
  if (!accepted.hasBody) sent.end();
  else if (asksFirst) {
    sent.on("continue", () => {
      response.writeContinue();
      response.shouldKeepAlive = true;
      received.pipe(sent);
    });
    sent.flushHeaders();
  } else received.pipe(sent);
}

function headersOf(received: IncomingMessage, accepted: Accepted, asksFirst: boolean): string[] {
  if (asksFirst) return [...accepted.fields, "Expect", "100-continue"];
  // Without a length, Node would send a chunked body.
  if (!accepted.hasBody && received.headers["content-length"] === undefined && received.method !== "GET")
    return [...accepted.fields, "Content-Length", "0"];
  return [...accepted.fields];
}
