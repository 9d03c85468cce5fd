import { connect } from "node:net";
import { type Reply, readReplies } from "./replies.ts";

/** Everything a server sent back for some bytes. */
export interface Heard {
  readonly replies: readonly Reply[];
  /** Bytes that are not HTTP. */
  readonly rest: string;
  /** Whether the server closed the connection by itself. */
  readonly closed: boolean;
}

/** How long a server that says nothing is waited for. */
const silenceMs = 150;

/**
 * Sends bytes over a connection of their own and collects what comes back: until the server closes it, or until it has
 * answered and goes silent. If there is no answer, the client's end is closed, which ends the request.
 */
export function speak(port: number, bytes: Buffer): Promise<Heard> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let ended = false;
    const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
    const hear = (closed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...readReplies(Buffer.concat(chunks)), closed });
    };
    const onSilence = () => {
      const { replies, rest } = readReplies(Buffer.concat(chunks));
      const answered = replies.some(({ status }) => status >= 200) && rest === "";
      if (answered || ended) return hear(false);
      ended = true;
      socket.end();
      timer = setTimeout(onSilence, 20 * silenceMs);
    };
    let timer = setTimeout(onSilence, 20 * silenceMs);
    const listen = () => {
      clearTimeout(timer);
      timer = setTimeout(onSilence, silenceMs);
    };
    socket.on("connect", () => socket.write(bytes, listen));
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (!ended) listen();
    });
    // A server may reset the connection while it is still written to.
    socket.on("error", () => undefined);
    socket.on("end", () => hear(true));
    socket.on("close", () => hear(true));
  });
}
