import { describe, expect, it } from "vitest";
import { createApp } from "../../../src/app.ts";
import { registry } from "../../../src/registry.ts";
import { environment, execution } from "../edge.ts";

const app = createApp(registry);

/** Requests from an address of its own, under the given limits. */
function from(address: string, limits: Readonly<Record<string, { quota: number; window: number }>>) {
  const env = environment({ RATE_LIMITS: JSON.stringify(limits) });
  return (headers: Record<string, string> = {}) =>
    app.request(
      "http://localhost/v1/store",
      { headers: { "CF-Connecting-IP": address, ...headers } },
      env,
      execution(),
    );
}

describe("an address with bad credentials", () => {
  const bad = { Authorization: "Bearer nonsense" };

  it("is refused after its quota, with good credentials too", async () => {
    const send = from("192.0.2.1", { unidentified: { quota: 2, window: 60 } });
    expect([(await send(bad)).status, (await send(bad)).status, (await send(bad)).status]).toEqual([
      401, 401, 429,
    ]);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: "rate-limited" });
    expect(refused.headers.get("Retry-After")).toBe("30");
    expect(refused.headers.get("RateLimit-Policy")).toBe('"unidentified";q=2;w=60');
    expect(refused.headers.get("RateLimit")).toBe('"unidentified";r=0;t=60');
  });

  it("does not affect other addresses", async () => {
    const limits = { unidentified: { quota: 1, window: 61 } };
    const [one, other] = [from("192.0.2.2", limits), from("192.0.2.3", limits)];
    await one(bad);
    expect((await one(bad)).status).toBe(429);
    expect((await other(bad)).status).toBe(401);
  });
});
