import { afterEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import { authenticate } from "../../src/http/stages/authenticate.ts";
import { authorize } from "../../src/http/stages/authorize.ts";
import { type AnyStage, pipeline, type Stage } from "../../src/http/stages/stage.ts";
import { requestStages } from "../../src/http/stages/stages.ts";
import { tenant } from "../../src/http/stages/tenant.ts";
import { refusal } from "../../src/kernel/api/problem.ts";
import { ok, refused } from "../../src/kernel/values/result.ts";
import { registry } from "../../src/registry.ts";
import { environment, execution } from "./edge.ts";

afterEach(() => vi.restoreAllMocks());

const get = (stages: readonly AnyStage[], path: string, headers: Record<string, string> = {}) =>
  createApp(registry, stages).request(`http://localhost${path}`, { headers }, environment(), execution());

const closed: Stage = {
  name: "closed",
  refuses: [503],
  run: () => refused(refusal("overloaded", "Closed for maintenance.")),
};

const cached: Stage = { name: "cached", refuses: [], run: () => Response.json({ cached: true }) };

describe("the stages of a request", () => {
  it("take another one by one line", async () => {
    const { stages } = pipeline().stage(authenticate).stage(closed).stage(tenant);
    expect((await get(stages, "/v1/store")).status).toBe(503);
    // What comes before it is still asked first.
    expect((await get(stages, "/v1/admin/products")).status).toBe(401);
    expect((await get(stages, "/v1/store", { Authorization: "Bearer nonsense" })).status).toBe(401);
  });

  it("end with the first that answers, before anything is made that only later ones need", async () => {
    const importKey = vi.spyOn(crypto.subtle, "importKey");
    const hash = vi.spyOn(crypto.subtle, "digest");
    const randomUUID = vi.spyOn(crypto, "randomUUID");
    const never: Stage = { name: "never", refuses: [], run: () => Promise.reject(new Error("ran")) };
    const { stages } = pipeline().stage(authenticate).stage(cached).stage(never);
    const answer = await get(stages, "/v1/store");
    expect(await answer.json()).toEqual({ cached: true });
    expect(answer.headers.get("X-Request-Id")).not.toBeNull();
    for (const made of [importKey, hash, randomUUID]) expect(made).not.toHaveBeenCalled();
    const key = `sk_${"0".repeat(26)}_${"0".repeat(26)}_${"0".repeat(64)}_${"0".repeat(43)}`;
    await get(stages, "/v1/store", { Authorization: `Bearer ${key}` });
    expect(importKey).toHaveBeenCalled();
  });

  it("make no key for a health check", async () => {
    const importKey = vi.spyOn(crypto.subtle, "importKey");
    expect((await get(requestStages, "/health/live")).status).toBe(200);
    expect(importKey).not.toHaveBeenCalled();
  });

  it("pass on what they have found out", async () => {
    const counted: Stage<Parameters<typeof closed.run>[0], { readonly visits: number }> = {
      name: "counted",
      refuses: [],
      run: () => ok({ visits: 7 }),
    };
    const { stages } = pipeline()
      .stage(counted)
      .stage({ name: "told", refuses: [], run: ({ visits }) => Response.json({ visits }) });
    expect(await (await get(stages, "/v1/store")).json()).toEqual({ visits: 7 });
  });

  it("do not compile in an order in which a stage lacks its input", () => {
    // @ts-expect-error nobody is authenticated yet, and no tenant is known
    pipeline().stage(authorize);
    // @ts-expect-error no tenant is known
    pipeline().stage(authenticate).stage(authorize);
    expect(pipeline().stage(authenticate).stage(tenant).stage(authorize).stages).toHaveLength(3);
  });

  it("are a defect where none answers", async () => {
    expect((await get(pipeline().stage(authenticate).stages, "/v1/store")).status).toBe(500);
  });
});
