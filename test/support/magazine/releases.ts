import * as z from "zod";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";

const path = "/v1/admin/releases";
const identified = z.looseObject({ id: z.string() });

/** An item that publishes a new draft. */
async function draftItem(send: Send, { adminKey: key }: MintedTenant) {
  const body = { translations: [{ locale: "en", title: "Summer sale" }] };
  const { id } = identified.parse((await send("post", "/v1/admin/posts", { key, body })).body);
  return { type: "post", id, action: "publish" };
}

/** A release that publishes a draft. */
export async function makeRelease(send: Send, tenant: MintedTenant): Promise<string> {
  const body = { name: "Summer sale", items: [await draftItem(send, tenant)] };
  return identified.parse((await send("post", path, { key: tenant.adminKey, body })).body).id;
}

/** What the paths of releases name. */
export const releaseThings = { [path]: makeRelease };

/** Valid bodies of the routes of releases. */
export const releaseExamples = {
  "post /v1/admin/releases": async (_member: unknown, tenant: MintedTenant, send: Send) => ({
    body: {
      name: "Summer sale",
      publishAt: "2100-06-21T06:00:00Z",
      items: [await draftItem(send, tenant)],
    },
  }),
  "patch /v1/admin/releases/{id}": () => ({ body: { publishAt: "2100-06-22T06:00:00Z" } }),
  "post /v1/admin/releases/{id}/undo": () => ({
    body: { name: "End of the summer sale", publishAt: "2100-09-01T00:00:00Z" },
    after: ["publish"],
  }),
};
