import { expect, it } from "vitest";
import { readProjectConfig } from "../../local/project.ts";

const config = readProjectConfig();

it("a deployed Worker answers on its routes only", () => {
  expect(config).toMatchObject({ workers_dev: false, preview_urls: false });
});

it("Cloudflare stores no URLs of requests, because a cart's URL is a secret", () => {
  expect(config.observability).toMatchObject({ enabled: true, logs: { invocation_logs: false } });
  expect(config.observability?.traces?.enabled ?? false).toBe(false);
});
