import { expect, it } from "vitest";
import { withOwnAddresses } from "../../../src/http/pages/addresses.ts";

const guide = "curl http://localhost:8787/v1/ops and curl 'http://demo.localhost:8787/v1/store'";

it.each([
  ["http://localhost:9000", "localhost", "http://localhost:9000", "http://demo.localhost:9000"],
  ["http://demo.localhost:9000", "localhost", "http://localhost:9000", "http://demo.localhost:9000"],
  ["http://127.0.0.1:8787", "localhost", "http://127.0.0.1:8787", "http://demo.localhost:8787"],
  ["https://shops.example", "shops.example", "https://shops.example", "https://demo.shops.example"],
  ["https://api.example", "shops.example", "https://api.example", "https://demo.shops.example"],
])("a guide at %s, with tenants under %s, shows calls to %s and %s", (at, domain, platform, tenant) => {
  expect(withOwnAddresses(guide, new URL(at), domain)).toBe(
    `curl ${platform}/v1/ops and curl '${tenant}/v1/store'`,
  );
});

it.each(["http://a';reboot'", 'http://a"b', "http://a&lt;b"])("a guide never repeats the host %s", (host) => {
  const url = URL.canParse(host) ? new URL(host) : new URL("http://localhost:8787");
  expect(withOwnAddresses(guide, url, "localhost")).toBe(guide);
});
