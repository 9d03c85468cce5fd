import { request } from "node:http";
import { expect, it } from "vitest";
import { useRunning } from "../../support/e2e/home.ts";

const running = useRunning();

/** `fetch` sends no body with a GET. */
function sendBody(method: string, path: string, key: string, body: string): Promise<number | undefined> {
  const headers = {
    Authorization: `Bearer ${key}`,
    "Content-Type": "application/json",
    "Content-Length": body.length,
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${running().platform.url}${path}`, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

it.each(["GET", "DELETE"])("a %s with a body isn't answered as if it had none", async (method) => {
  const { adminKey } = await running().mintTenant();
  const path = method === "GET" ? "/v1/admin/locations" : "/v1/admin/locations/01J00000000000000000000000";
  const there = method === "GET" ? 200 : 404;
  expect(await sendBody(method, path, adminKey, '{"name":"x"}')).toBe(400);
  expect(await sendBody(method, path, adminKey, "{}")).toBe(there);
  expect(await sendBody(method, path, adminKey, "")).toBe(there);
});
