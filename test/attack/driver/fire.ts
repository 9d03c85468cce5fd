import { Agent, type IncomingMessage, request } from "node:http";
import { addressOf } from "./addresses.ts";
import type { Fire, Heard, Shot } from "./request.ts";

const patienceMs = 30_000;
const atOnce = 24;

/** Sends requests to the platform exactly as they are. `stop` closes the connections. */
export function createFire(port: number): { readonly fire: Fire; readonly stop: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  let sent = 0;
  const fire: Fire = (shot) => {
    const from = performance.now();
    sent += 1;
    const address = addressOf(sent);
    const took = () => performance.now() - from;
    return send(agent, port, address, shot)
      .then((answered) => (isOfEarlier(answered) ? send(false, port, address, shot) : answered))
      .then(({ response, text }): Heard => ({ ...describe(response), text, ms: took() }))
      .catch((error: unknown): Heard => ({ ...lost, text: String(error), ms: took() }));
  };
  return { fire, stop: () => agent.destroy() };
}

/**
 * A hostile request can leave its connection unreadable for the server in front of the local runtime. The next request on it is then
 * refused as no HTTP, whatever it is. It is asked again on a connection of its own.
 */
function isOfEarlier({ response, text, isReused }: Answered): boolean {
  return (
    isReused && response.statusCode === 400 && text.includes("The bytes are not a valid HTTP/1.1 request.")
  );
}

const lost = { status: 0, headers: new Headers() } as const;

function describe(response: IncomingMessage) {
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  return { status: response.statusCode ?? 0, headers };
}

interface Answered {
  readonly response: IncomingMessage;
  readonly text: string;
  readonly isReused: boolean;
}

function send(agent: Agent | false, port: number, localAddress: string, shot: Shot): Promise<Answered> {
  const { method, path, headers, body } = shot;
  const length: readonly string[] =
    body === null || headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))
      ? []
      : ["Content-Length", String(Buffer.byteLength(body))];
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: "127.0.0.1", localAddress, port, method, path, headers: [...headers.flat(), ...length] },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ response, text: Buffer.concat(chunks).toString("utf8"), isReused: sent.reusedSocket }),
        );
      },
    );
    sent.setTimeout(patienceMs, () => sent.destroy(new Error(`no answer within ${patienceMs} ms`)));
    sent.on("error", (error) => {
      // The server closed the connection at the moment at which it was used again, and has read nothing.
      if (sent.reusedSocket && "code" in error && error.code === "ECONNRESET")
        resolve(send(agent, port, localAddress, shot));
      else reject(error);
    });
    sent.end(body ?? undefined);
  });
}
