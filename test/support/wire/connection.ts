import { connect } from "node:net";
import { type Reply, readReplies } from "./replies.ts";

/** Everything that a server sent back for some bytes. */
export interface Heard {
  readonly replies: readonly Reply[];
  /** Bytes that are no complete response. */
  readonly rest: string;
}

/**
 * Sends bytes over a connection of their own and collects what comes back. If nothing more does, the client's end is closed, so
 * that the server knows that the request is as it is.
 */
export function speak(port: number, bytes: Buffer): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
    const finish = () => {
      socket.end();
      silence = setTimeout(() => {
        socket.destroy();
        reject(new Error("the server neither answers nor closes the connection"));
      }, patienceMs);
    };
    let silence = setTimeout(finish, silenceMs);
    socket.on("connect", () => socket.write(bytes));
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (!socket.writableEnded) silence.refresh();
    });
    // A server may reset the connection while it is still being written to.
    socket.on("error", () => undefined);
    socket.on("end", () => socket.end());
    socket.on("close", () => {
      clearTimeout(silence);
      resolve(readReplies(Buffer.concat(chunks)));
    });
  });
}

const silenceMs = 100;
const patienceMs = 15_000;
