import { createServer } from "node:net";
import { codeOf, Problem } from "../problem.ts";

/** Refuses a port that another program holds, on either address that `localhost` may mean. */
export async function checkPort(port: number): Promise<void> {
  if (port === 0) return;
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await tryListen(port, host);
    if (code === "EADDRINUSE")
      throw new Problem(`Port ${port} is in use. Stop what uses it, or set PORT to another.`);
    if (code === "EACCES")
      throw new Problem(`Port ${port} may not be used by this user. Set PORT to another.`);
  }
}

function tryListen(port: number, host: string): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(codeOf(error)));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve("")));
  });
}
