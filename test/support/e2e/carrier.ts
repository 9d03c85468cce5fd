import { Agent, type ClientRequest, request } from "node:http";
import type { Parcel, Received } from "../http/sender.ts";

/**
 * Sends a request over a real connection, from a loopback address of the caller's choice. Node's `fetch` can't send a Host
 * other than the one it connects to.
 */
export function carryTo(port: number, localAddress = "127.0.0.1"): (parcel: Parcel) => Promise<Received> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  return ({ method, path, headers, body = "", host = "localhost" }) =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          agent,
          host: "127.0.0.1",
          localAddress,
          port,
          method,
          path,
          headers: { ...headers, ...bodyHeaders(body), Host: host },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const received = new Headers();
            for (const [name, values] of Object.entries(response.headersDistinct))
              for (const value of values ?? []) received.append(name, value);
            const text = Buffer.concat(chunks).toString("utf8");
            resolve({ status: response.statusCode ?? 0, headers: received, text });
          });
        },
      );
      sent.on("error", reject);
      write(sent, body);
    });
}

/**
 * Large bodies send `Expect: 100-continue`, as curl does: a refusal may arrive before the body is read and
 * close the connection.
 */
const asksFirst = (body: string | Uint8Array) => body.length > 1024 * 1024;

function bodyHeaders(body: string | Uint8Array): Record<string, string | number> {
  if (body.length === 0) return {};
  const length = { "Content-Length": Buffer.byteLength(body) };
  return asksFirst(body) ? { ...length, Expect: "100-continue" } : length;
}

function write(sent: ClientRequest, body: string | Uint8Array): void {
  if (!asksFirst(body)) {
    sent.end(body);
    return;
  }
  sent.on("continue", () => sent.end(body));
  sent.flushHeaders();
}
