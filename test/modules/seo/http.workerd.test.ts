import { expect, it } from "vitest";
import * as z from "zod";
import { createMint } from "../../support/http/minting.ts";
import { send } from "../../support/http/request.ts";

const { mintTenant } = createMint(send);
const path = "/v1/admin/redirects";

it("Redirects come from a file, go into one, and the same file again changes nothing", async () => {
  const { adminKey: key, slug } = await mintTenant();
  const file = 'from,to,status\r\n/a,/b,308\r\n/c,"/d?x=1,2",\r\nbad,/e,301\r\n/f,/f,301\r\n/g,/h,302\r\n';
  const load = () =>
    send("post", `${path}/import`, { key, headers: { "Content-Type": "text/csv" }, body: file });
  const first = await load();
  expect(first.status, first.text).toBe(200);
  expect(first.body).toMatchObject({
    created: 2,
    failed: 3,
    errors: [
      { line: 4, column: "from" },
      { line: 5, column: "to", code: "redirect-loop" },
      { line: 6, column: "status" },
    ],
  });
  const again = await load();
  expect(again.body).toMatchObject({ created: 0, updated: 0, unchanged: 2, failed: 3 });
  const token = again.headers.get("Consistency-Token") ?? first.headers.get("Consistency-Token") ?? "";
  const whole = await send("get", `${path}/export`, { key, headers: { "Consistency-Token": token } });
  expect(whole.text).toBe('from,to,status\n/a,/b,308\n/c,"/d?x=1,2",301\n');
  const asked = { headers: { "X-Tenant": slug } };
  const found = await send("get", "/v1/store/redirects?path=/a/", asked);
  expect([found.status, found.body]).toEqual([200, { to: "/b", status: 308 }]);
  expect((await send("get", "/v1/store/redirects?path=/x", asked)).status).toBe(404);
});

it("What is no file of redirects is refused as a whole", async () => {
  const { adminKey: key } = await mintTenant();
  for (const body of ["", "a,b\n1,2\n", '"from'])
    expect(
      (await send("post", `${path}/import`, { key, headers: { "Content-Type": "text/csv" }, body })).status,
      body,
    ).toBe(400);
});

it("Crawlers get files as they know them", async () => {
  const { adminKey: key, slug } = await mintTenant();
  const headers = { "X-Tenant": slug };
  const robots = await send("get", "/v1/store/robots.txt", { headers });
  expect(robots.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
  const index = await send("get", "/v1/store/sitemap.xml", { headers });
  expect([index.status, index.headers.get("Content-Type")]).toEqual([200, "application/xml; charset=utf-8"]);
  const part = await send("get", "/v1/store/sitemaps/products.xml", { headers });
  expect([part.status, part.headers.get("Content-Type")]).toEqual([200, "application/xml; charset=utf-8"]);
  expect((await send("get", "/v1/store/sitemaps/users.xml", { headers })).status).toBe(404);
  const body = { robots: "User-agent: *\nDisallow: /" };
  const changed = await send("patch", "/v1/admin/settings", { key, body });
  expect(z.looseObject({ robots: z.string() }).parse(changed.body).robots).toBe(body.robots);
});

it("A tenant can do without it", async () => {
  const { adminKey: key, slug } = await mintTenant();
  await send("post", "/v1/admin/modules/seo/disable", { key });
  const answer = await send("get", "/v1/store/redirects?path=/a", { headers: { "X-Tenant": slug } });
  expect(answer.status).toBe(404);
});
