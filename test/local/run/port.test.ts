import type { AddressInfo } from "node:net";
import { connect, createServer, type Server } from "node:net";
import { expect, it } from "vitest";
import { checkPort } from "../../../local/platform/port.ts";

function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port })),
  );
}

it("a port that its dying owner still holds is waited for", async () => {
  const { server, port } = await listen();
  const free = checkPort(port, 5_000);
  server.close();
  await expect(free).resolves.toBeUndefined();
});

it("a port that another program keeps is named, with what to do", async () => {
  const { server, port } = await listen();
  await expect(checkPort(port, 200)).rejects.toThrow(
    `Port ${port} is still in use after 0.2 s. Stop the program that uses it, or set PORT to another port.`,
  );
  server.close();
});

it("callers that already knock at the port do not hold the start up", async () => {
  const { server, port } = await listen();
  await new Promise((resolve) => server.close(resolve));
  let knocks = 0;
  const knock = () => {
    if (knocks === -1) return;
    knocks += 1;
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.on("close", () => setImmediate(knock));
  };
  for (let caller = 0; caller < 16; caller += 1) knock();
  for (let tries = 0; tries < 20; tries += 1) await checkPort(port);
  knocks = -1;
});
