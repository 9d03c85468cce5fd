import { z } from "zod";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";

/** Requests that write redirects. */
export const redirectExamples = {
  "post /v1/admin/redirects": () => ({
    body: { from: `/summer-${crypto.randomUUID()}`, to: "/collections/lights", status: 301 },
  }),
  "patch /v1/admin/redirects/{id}": () => ({ body: { to: "/collections/lights?from=old" } }),
  "post /v1/admin/redirects/import": () => ({ body: "from,to,status\n/old-lamp,/products/lamp,301\n" }),
};

/** What paths of redirects and sitemaps name. */
export const seoFolders = {
  async "/v1/admin/redirects"(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
    const body = { from: `/${crypto.randomUUID()}`, to: "/new" };
    const answer = await send("post", "/v1/admin/redirects", { key, body });
    return z.object({ id: z.string() }).parse(answer.body).id;
  },
  "/v1/store/sitemaps": async () => "products.xml",
};

/** What stores ask redirects for. */
export const redirectQuestion = "path=/old-lamp";

/** Makes the redirect that `redirectQuestion` asks for. */
export async function makeRedirect(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const body = { from: "/old-lamp", to: "/products/lamp" };
  return String((await send("post", "/v1/admin/redirects", { key, body })).status);
}
