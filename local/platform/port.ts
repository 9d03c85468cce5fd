import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, Problem } from "../problem.ts";

/** How long a platform that was just stopped may take to give its port back. */
const patienceMs = 5_000;
const pauseMs = 100;

/**
 * Throws if another program uses the port, on either address that `localhost` may resolve to. An owner that is exiting is
 * waited for.
 */
export async function checkPort(port: number, patience = patienceMs): Promise<void> {
  if (port === 0) return;
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await freeWithin(port, host, patience);
    if (code === "EADDRINUSE")
      throw new Problem(
        `Port ${port} is still in use after ${patience / 1000} s. Stop the program that uses it, or set PORT to another port.`,
      );
    if (code === "EACCES")
      throw new Problem(`This user is not allowed to use port ${port}. Set PORT to another port.`);
  }
}

async function freeWithin(port: number, host: string, patience: number): Promise<string> {
  const pauses = Math.ceil(patience / pauseMs);
  for (let waited = 0; ; waited += 1) {
    const code = await tryListen(port, host);
    if (code !== "EADDRINUSE" || waited >= pauses) return code;
    await sleep(pauseMs);
  }
}

function tryListen(port: number, host: string): Promise<string> {
  return new Promise((resolve) => {
    // A caller that is quick enough to connect here must neither wait nor hold this up.
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error) => resolve(codeOf(error)));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve("")));
  });
}
