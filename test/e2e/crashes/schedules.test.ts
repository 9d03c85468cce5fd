import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { readAll } from "../../support/http/products.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

const posts = 12;
const stored = z.looseObject({ id: z.string(), status: z.string(), publishedAt: z.string().nullable() });

interface Scheduled {
  readonly id: string;
  readonly slug: string;
  readonly publishAt: string;
}

/** A draft that is due at an instant. */
async function schedule({ send }: Running, { adminKey: key }: MintedTenant, slug: string, at: number) {
  const body = { translations: [{ locale: "en", title: slug, slug, body: "It *is* time." }] };
  const made = await send("post", "/v1/admin/posts", { key, body });
  expect(made.status, made.text).toBe(201);
  const { id } = stored.parse(made.body);
  const publishAt = new Date(at).toISOString();
  const answer = await send("post", `/v1/admin/posts/${id}/schedule`, { key, body: { publishAt } });
  expect(answer.status, answer.text).toBe(200);
  return { id, slug, publishAt };
}

/** Posts that are due one after the other, a quarter of a second apart. The first is due once all are scheduled. */
async function scheduleAll(running: Running, tenant: MintedTenant): Promise<readonly Scheduled[]> {
  const first = Date.now() + 3_000;
  const all: Scheduled[] = [];
  for (let index = 0; index < posts; index += 1)
    all.push(await schedule(running, tenant, `post-${index}`, first + index * 250));
  expect(Date.now(), "all are scheduled before the first is due").toBeLessThan(first);
  return all;
}

const instantOf = ({ publishAt }: Scheduled) => Date.parse(publishAt);

async function readPost({ send }: Running, { adminKey: key }: MintedTenant, { id }: Scheduled) {
  const answer = await send("get", `/v1/admin/posts/${id}`, { key });
  expect(answer.status, answer.text).toBe(200);
  return stored.parse(answer.body);
}

/** Resolves once an instant has come. */
const until = (instant: number) =>
  eventually(
    20_000,
    async () => Date.now(),
    (now) => now >= instant,
  );

/** Each is published once, at its time or a little later, and the store answers it. */
async function expectPublished(running: Running, tenant: MintedTenant, all: readonly Scheduled[]) {
  const { send } = running;
  const headers = { "X-Tenant": tenant.slug };
  for (const post of all) {
    const { publishedAt } = await eventually(
      60_000,
      () => readPost(running, tenant, post),
      ({ status }) => status === "published",
    );
    const late = Date.parse(publishedAt ?? "") - instantOf(post);
    expect(late, post.slug).toBeGreaterThanOrEqual(0);
    expect(late, post.slug).toBeLessThanOrEqual(60_000);
    const shown = await eventually(
      20_000,
      () => send("get", `/v1/store/posts/${post.slug}`, { headers }),
      ({ status }) => status === 200,
    );
    expect(shown.body).toMatchObject({ id: post.id, publishedAt, html: "<p>It <em>is</em> time.</p>" });
  }
  const path = "/v1/ops/events?type=content.node.published&limit=100";
  const events = await readAll(send, path, { key: tenant.adminKey });
  expect(events.map(({ aggregate }) => Object(aggregate).id).sort()).toEqual(all.map(({ id }) => id).sort());
}

it("posts that are due when the platform is killed are published once, at their time or soon after", async () => {
  const first = await home.start();
  const tenant = await first.mintTenant();
  const all = await scheduleAll(first, tenant);
  const [earliest, middle] = [all[0], all[posts / 2]];
  if (earliest === undefined || middle === undefined) throw new Error("there are no posts");
  expect(await readPost(first, tenant, earliest)).toMatchObject({ status: "draft", publishedAt: null });
  await until(instantOf(middle));
  await first.platform.kill();

  await expectPublished(await home.start(), tenant, all);
});

it("posts that were due while the platform was away are published once it is back", async () => {
  const first = await home.start();
  const tenant = await first.mintTenant();
  const all = await scheduleAll(first, tenant);
  await first.platform.kill();
  await until(Math.max(...all.map(instantOf)));

  await expectPublished(await home.start(), tenant, all);
});

it("a post that is not due yet when the platform comes back stays a draft until then", async () => {
  const first = await home.start();
  const tenant = await first.mintTenant();
  const later = await schedule(first, tenant, "later", Date.now() + 15_000);
  await first.platform.stop();

  const second = await home.start();
  const asked = await readPost(second, tenant, later);
  if (Date.now() < instantOf(later)) expect(asked).toMatchObject({ status: "draft", publishedAt: null });
  await second.platform.kill();

  await expectPublished(await home.start(), tenant, [later]);
});
