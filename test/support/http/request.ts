import { exports } from "cloudflare:workers";
import { createSender } from "./sender.ts";

export { type Answer, platformToken, routes, type Sent } from "./sender.ts";

/** Sends a request to the Worker that runs alongside the test. */
export const send = createSender(async ({ method, path, headers, body, host = "localhost" }) => {
  const init: RequestInit = { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) };
  const response = await exports.default.fetch(`http://${host}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
});
