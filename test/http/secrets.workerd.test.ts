import { describe, expect, it, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import { secretsProblem } from "../../src/platform/secrets.ts";
import { registry } from "../../src/registry.ts";
import { environment, execution } from "./edge.ts";

const long = "0123456789abcdef0123456789abcdef";
const secrets = (more: Readonly<Record<string, string>> = {}) => ({
  PLATFORM_TOKEN: long,
  SIGNING_SECRET: long,
  ...more,
});

describe("the Worker's secrets", () => {
  it("have at least 32 characters each", () => {
    expect(secretsProblem(secrets())).toBeNull();
    for (const name of ["PLATFORM_TOKEN", "SIGNING_SECRET"] as const) {
      expect(secretsProblem(secrets({ [name]: long.slice(1) }))).toMatch(`${name} is missing or too short`);
      expect(secretsProblem(secrets({ [name]: "" }))).toMatch(name);
    }
    expect(secretsProblem({})).toMatch("SIGNING_SECRET is missing");
  });

  it("have as many if they are accepted during a rotation", () => {
    for (const name of ["ACCEPTED_SIGNING_SECRETS", "ACCEPTED_PLATFORM_TOKENS"] as const) {
      expect(secretsProblem(secrets({ [name]: "" }))).toBeNull();
      expect(secretsProblem(secrets({ [name]: `${long}, ${long}` }))).toBeNull();
      expect(secretsProblem(secrets({ [name]: `${long},short` }))).toMatch(`${name} is missing or too short`);
    }
  });

  it("keep the Worker from serving if they are too short, and the log says which", async () => {
    const logged = vi.spyOn(console, "error").mockReturnValue();
    const app = createApp(registry);
    for (const path of ["/v1/store", "/health/ready", "/nothing"]) {
      const request = new Request(`https://shop.example${path}`);
      const response = await app.fetch(request, environment({ SIGNING_SECRET: "short" }), execution());
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain("SIGNING_SECRET");
      expect(logged.mock.lastCall?.[0]).toContain("SIGNING_SECRET is missing or too short");
    }
    expect(
      (await app.fetch(new Request("https://shop.example/docs"), environment(), execution())).status,
    ).toBe(200);
    logged.mockRestore();
  });
});
