import { expect } from "vitest";
import * as z from "zod";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";
import { item, wxr } from "../wordpress/wxr.ts";
import { menuExamples, menuThings } from "./menus.ts";
import { makeRelease, releaseExamples, releaseThings } from "./releases.ts";

async function made(
  send: Send,
  { adminKey: key }: MintedTenant,
  path: string,
  body: object,
): Promise<string> {
  const answer = await send("post", path, { key, body });
  expect(answer.status, answer.text).toBe(201);
  return z.looseObject({ id: z.string() }).parse(answer.body).id;
}

const draft = { translations: [{ locale: "en", title: "Summer lights", body: "Begin with *one* lamp." }] };
const term = { translations: [{ locale: "en", name: "Journal" }] };

/** A node and its first revision, for paths that name both. */
const nodeAndRevision = (path: string) => async (send: Send, tenant: MintedTenant) =>
  `${await made(send, tenant, path, draft)} 1`;

/** A published node, which is under its slug in the store. */
const publishedNode = (path: string) => async (send: Send, tenant: MintedTenant) => {
  const id = await made(send, tenant, path, draft);
  const answer = await send("post", `${path}/${id}/publish`, { key: tenant.adminKey });
  expect(answer.status, answer.text).toBe(200);
  return z.looseObject({ slug: z.string() }).parse(answer.body).slug;
};

/** A post and a page that are published, with a tag and a category, and a menu. Answers what names them in paths. */
export async function publishNodes(send: Send, tenant: MintedTenant) {
  const category = await made(send, tenant, "/v1/admin/content-categories", term);
  const tag = await made(send, tenant, "/v1/admin/tags", term);
  const items = [{ translations: [{ locale: "en", title: "Home" }], url: "/" }];
  const menu = await made(send, tenant, "/v1/admin/menus", { name: "Help", location: "footer", items });
  const publish = async (path: string) => {
    const id = await made(send, tenant, path, { ...draft, tags: ["journal"], categories: ["journal"] });
    const answer = await send("post", `${path}/${id}/publish`, { key: tenant.adminKey });
    expect(answer.status, answer.text).toBe(200);
    return { id, token: answer.headers.get("Consistency-Token") ?? "" };
  };
  const { id: post } = await publish("/v1/admin/posts");
  const { id: page, token } = await publish("/v1/admin/pages");
  const names = {
    "/v1/admin/posts": `${post} 1`,
    "/v1/admin/pages": `${page} 1`,
    "/v1/admin/content-categories": category,
    "/v1/admin/tags": tag,
    "/v1/admin/menus": menu,
    "/v1/store/menus": "footer",
    "/v1/admin/releases": await makeRelease(send, tenant),
    "/v1/store/posts": "summer-lights",
    "/v1/store/pages": "summer-lights",
  };
  return { names, token };
}

/** A published page with a form. */
async function publishedForm(send: Send, tenant: MintedTenant) {
  const key = tenant.adminKey;
  const body = { ...draft, blocks: [{ type: "contact", data: { title: "Write to us" } }] };
  const answer = await send("post", "/v1/admin/pages", { key, body });
  expect(answer.status, answer.text).toBe(201);
  const page = z.object({ id: z.string(), blocks: z.array(z.object({ id: z.string() })) }).parse(answer.body);
  expect((await send("post", `/v1/admin/pages/${page.id}/publish`, { key })).status).toBe(200);
  return { pageId: page.id, blockId: page.blocks[0]?.id ?? "" };
}

const filledIn = { fields: { email: "ada@example.com", message: "When do you open?" } };

/** What was sent with a form. It is listed a moment later. */
export async function sentForm(send: Send, tenant: MintedTenant): Promise<string> {
  const { pageId, blockId } = await publishedForm(send, tenant);
  const sent = await send("post", `/v1/store/forms/${pageId}/${blockId}`, {
    headers: { "X-Tenant": tenant.slug },
    body: filledIn,
  });
  expect(sent.status, sent.text).toBe(200);
  const token = sent.headers.get("Consistency-Token") ?? "";
  const list = await send("get", `/v1/admin/form-submissions?pageId=${pageId}`, {
    key: tenant.adminKey,
    headers: { "Consistency-Token": token },
  });
  const { items } = z.object({ items: z.array(z.looseObject({ id: z.string() })) }).parse(list.body);
  return items[0]?.id ?? "";
}

/** What the paths of content name. */
export const contentThings = {
  "/v1/store/forms": async (send: Send, tenant: MintedTenant) => {
    const { pageId, blockId } = await publishedForm(send, tenant);
    return `${pageId} ${blockId}`;
  },
  "/v1/admin/form-submissions": sentForm,
  ...menuThings,
  ...releaseThings,
  "/v1/store/posts": publishedNode("/v1/admin/posts"),
  "/v1/store/pages": publishedNode("/v1/admin/pages"),
  "/v1/store/preview": async (send: Send, tenant: MintedTenant) => {
    const id = await made(send, tenant, "/v1/admin/posts", draft);
    const answer = await send("post", `/v1/admin/posts/${id}/preview-links`, {
      key: tenant.adminKey,
      body: {},
    });
    expect(answer.status, answer.text).toBe(201);
    return z.object({ url: z.string() }).loose().parse(answer.body).url.replace(/^.*\//, "");
  },
  "/v1/admin/posts": nodeAndRevision("/v1/admin/posts"),
  "/v1/admin/pages": nodeAndRevision("/v1/admin/pages"),
  "/v1/admin/content-categories": (send: Send, tenant: MintedTenant) =>
    made(send, tenant, "/v1/admin/content-categories", term),
  "/v1/admin/tags": (send: Send, tenant: MintedTenant) => made(send, tenant, "/v1/admin/tags", term),
};

const patched = () => ({
  body: { translations: [{ locale: "en", excerpt: "For long evenings." }], template: "wide" },
});
const scheduled = () => ({ body: { publishAt: "2100-01-01T08:00:00Z", unpublishAt: null } });
/** A draft without blocks, whose order is empty. */
const reordered = () => ({ body: { ids: [] } });
const renamed = () => ({ body: { translations: [{ locale: "en", name: "Magazine" }] } });
const published = { after: ["publish"] };
const archived = { after: ["publish", "archive"] };

/** Blocks of a page. */
const blocks = [
  { type: "hero", data: { title: "Since 1902", cta: { label: "Our lamps", url: "/lamps" } } },
  {
    type: "text",
    data: { body: "We make *lamps*." },
  },
  { type: "product_grid", data: { title: "New", sort: "newest", limit: 4 } },
];

/** Valid bodies of the routes of content, and what comes before an action. */
export const contentExamples = {
  "post /v1/store/forms/{pageId}/{blockId}": () => ({ body: filledIn }),
  ...menuExamples,
  ...releaseExamples,
  "post /v1/admin/imports/wordpress": () => ({
    body: wxr([item({ title: "Hello", "wp:post_name": "hello" })]),
  }),
  "post /v1/admin/posts": () => ({
    body: {
      translations: [
        {
          locale: "en",
          title: "Summer lights",
          excerpt: "How to light a garden.",
          body: "# Summer lights\n\nStart with *one* lamp.",
          seo: { description: "Lamps for the garden" },
        },
      ],
      tags: ["Garden"],
      sticky: true,
    },
  }),
  "post /v1/admin/posts/{id}/blocks/reorder": reordered,
  "post /v1/admin/pages/{id}/blocks/reorder": reordered,
  "patch /v1/admin/posts/{id}": patched,
  "post /v1/admin/posts/{id}/unpublish": () => published,
  "post /v1/admin/posts/{id}/archive": () => published,
  "post /v1/admin/posts/{id}/restore": () => archived,
  "post /v1/admin/posts/{id}/schedule": scheduled,
  "post /v1/admin/posts/{id}/preview-links": () => ({ body: {} }),
  "post /v1/admin/pages": () => ({
    body: { translations: [{ locale: "en", title: "About us", body: "Since 1902." }], position: 1, blocks },
  }),
  "patch /v1/admin/pages/{id}": patched,
  "post /v1/admin/pages/{id}/unpublish": () => published,
  "post /v1/admin/pages/{id}/archive": () => published,
  "post /v1/admin/pages/{id}/restore": () => archived,
  "post /v1/admin/pages/{id}/schedule": scheduled,
  "post /v1/admin/pages/{id}/preview-links": () => ({ body: {} }),
  "post /v1/admin/content-categories": () => ({
    body: { translations: [{ locale: "en", name: "Journal", description: "What we think." }] },
  }),
  "patch /v1/admin/content-categories/{id}": renamed,
  "post /v1/admin/tags": () => ({ body: { translations: [{ locale: "en", name: "Garden" }] } }),
  "patch /v1/admin/tags/{id}": renamed,
};
