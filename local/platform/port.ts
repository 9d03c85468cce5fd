import { createServer } from "node:net";
import { codeOf, Problem } from "../problem.ts";

/** Throws if another program uses the port, on either address that `localhost` may resolve to. */
export async function checkPort(port: number): Promise<void> {
  if (port === 0) return;
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await tryListen(port, host);
    if (code === "EADDRINUSE")
      throw new Problem(
        `Port ${port} is in use. Stop the program that uses it, or set PORT to another port.`,
      );
    if (code === "EACCES")
      throw new Problem(`This user is not allowed to use port ${port}. Set PORT to another port.`);
  }
}

function tryListen(port: number, host: string): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(codeOf(error)));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve("")));
  });
}
