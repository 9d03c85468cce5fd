import { expect, it } from "vitest";
import { createMint } from "../../../support/http/minting.ts";
import { send } from "../../../support/http/request.ts";
import { publishNodes } from "../../../support/magazine/content.ts";
import { readXml } from "../../../support/xml/read-xml.ts";

const { mintTenant } = createMint(send);

it("Feeds say what they are, are asked for again cheaply, and are shared", async () => {
  const tenant = await mintTenant();
  const { token } = await publishNodes(send, tenant);
  const headers = { "X-Tenant": tenant.slug };
  for (const [file, mediaType] of [
    ["feed.xml", "application/rss+xml"],
    ["atom.xml", "application/atom+xml"],
    ["feed.json", "application/feed+json"],
  ] as const) {
    const path = `/v1/store/posts/${file}`;
    const first = await send("get", path, { headers: { ...headers, "Consistency-Token": token } });
    expect(first.status, first.text).toBe(200);
    expect(first.headers.get("Content-Type")).toBe(`${mediaType}; charset=utf-8`);
    expect(first.text).toContain("Summer lights");
    if (file !== "feed.json") readXml(first.text);
    const again = await send("get", path, { headers });
    expect(again.headers.get("Cache-Control")).toBe("no-cache");
    const tag = again.headers.get("ETag") ?? "";
    expect(tag).not.toBe("");
    const known = await send("get", path, { headers: { ...headers, "If-None-Match": tag } });
    expect([known.status, known.headers.get("Cache-Status")]).toEqual([304, expect.stringContaining("hit")]);
  }
});

it("A feed names the host that it was asked for at", async () => {
  const tenant = await mintTenant();
  const [own, plain] = [`http://${tenant.slug}.localhost`, "http://localhost"];
  const selfOf = async (sent: object) => (await send("get", "/v1/store/posts/feed.json", sent)).text;
  expect(await selfOf({ host: `${tenant.slug}.localhost` })).toContain(`"feed_url":"${own}/v1/store/posts/`);
  expect(await selfOf({ headers: { "X-Tenant": tenant.slug } })).not.toContain(`"feed_url":"${own}`);
  expect(plain).not.toBe(own);
});
