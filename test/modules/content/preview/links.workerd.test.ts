import { afterEach, expect, it, vi } from "vitest";
import * as z from "zod";
import { createMint, type MintedTenant } from "../../../support/http/minting.ts";
import { send } from "../../../support/http/request.ts";

const { mintTenant } = createMint(send);
const link = z.object({ url: z.string(), expiresAt: z.string() });
const draft = { translations: [{ locale: "en", title: "Summer", body: "Some *words*<script>x</script>" }] };

afterEach(() => vi.restoreAllMocks());

async function writeDraft({ adminKey: key }: MintedTenant, path = "/v1/admin/posts") {
  const answer = await send("post", path, { key, body: draft });
  return z.looseObject({ id: z.string() }).parse(answer.body).id;
}

async function linkTo(
  { adminKey: key }: MintedTenant,
  id: string,
  body: object = {},
  path = "/v1/admin/posts",
) {
  const answer = await send("post", `${path}/${id}/preview-links`, { key, body });
  expect(answer.status, answer.text).toBe(201);
  const made = link.parse(answer.body);
  expect(new URL(made.url).pathname).toBe(answer.headers.get("Location"));
  return { ...made, path: new URL(made.url).pathname };
}

it("A link shows a draft to whoever has it, and no cache keeps it", async () => {
  const tenant = await mintTenant();
  const { path, expiresAt } = await linkTo(tenant, await writeDraft(tenant));
  const answer = await send("get", path);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.body).toMatchObject({
    title: "Summer",
    status: "draft",
    kind: "post",
    html: "<p>Some <em>words</em></p>",
    excerpt: "Some words",
    related: [],
    expiresAt,
  });
  expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
  expect(answer.headers.get("X-Robots-Tag")).toBe("noindex");
  const life = Date.parse(expiresAt) - Date.now();
  expect(Math.round(life / 3_600_000)).toBe(24);
});

it("A link of a page shows what the page is now", async () => {
  const tenant = await mintTenant();
  const id = await writeDraft(tenant, "/v1/admin/pages");
  const { path } = await linkTo(tenant, id, {}, "/v1/admin/pages");
  const body = { translations: [{ locale: "en", title: "Winter" }] };
  await send("patch", `/v1/admin/pages/${id}`, { key: tenant.adminKey, body });
  expect((await send("get", path, { headers: { "X-Tenant": tenant.slug } })).body).toMatchObject({
    title: "Winter",
    kind: "page",
  });
});

it("A deleted post, a changed link and a link at another tenant are not found", async () => {
  const [tenant, other] = [await mintTenant(), await mintTenant()];
  const id = await writeDraft(tenant);
  const { path } = await linkTo(tenant, id);
  const statusOf = async (asked: string, headers = {}) => (await send("get", asked, { headers })).status;
  expect(await statusOf(path, { "X-Tenant": other.slug })).toBe(404);
  expect(await statusOf(`${path.slice(0, -1)}${path.endsWith("A") ? "E" : "A"}`)).toBe(404);
  const [mine, theirs] = [tenant, other].map((one) => one.id.slice(4));
  expect(await statusOf(path.replace(mine ?? "", theirs ?? ""))).toBe(404);
  expect(await statusOf("/v1/store/preview/prv_x", { "X-Tenant": tenant.slug })).toBe(404);
  await send("delete", `/v1/admin/posts/${id}`, { key: tenant.adminKey });
  expect(await statusOf(path)).toBe(404);
});

it("Links end between now and in 30 days", async () => {
  const tenant = await mintTenant();
  const id = await writeDraft(tenant);
  for (const days of [-1, 31]) {
    const body = { expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() };
    const answer = await send("post", `/v1/admin/posts/${id}/preview-links`, { key: tenant.adminKey, body });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('"/expiresAt"');
  }
  const expiresAt = new Date(Date.now() + 29 * 86_400_000).toISOString();
  expect(Date.parse((await linkTo(tenant, id, { expiresAt })).expiresAt)).toBeLessThanOrEqual(
    Date.parse(expiresAt),
  );
});

it("Only who may change a post makes links to it", async () => {
  const [tenant, other] = [await mintTenant(), await mintTenant()];
  const id = await writeDraft(tenant);
  const path = `/v1/admin/posts/${id}/preview-links`;
  expect((await send("post", path, { key: other.adminKey, body: {} })).status).toBe(404);
  expect(
    (await send("post", path.replace("posts", "pages"), { key: tenant.adminKey, body: {} })).status,
  ).toBe(404);
  expect((await send("post", path, { headers: { "X-Tenant": tenant.slug }, body: {} })).status).toBe(401);
});

it("A link is in no log line", async () => {
  const tenant = await mintTenant();
  const lines: string[] = [];
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation((...parts) => void lines.push(parts.map(String).join(" ")));
  const { path } = await linkTo(tenant, await writeDraft(tenant));
  for (const asked of [path, `${path}x`, `${path}/nowhere`, `${path}%`]) await send("get", asked);
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((line) => line.includes(path.slice(-60, -1)))).toEqual([]);
});
