import { z } from "zod";
import { platformToken } from "../../support/http/sender.ts";
import { allOf } from "../driver/all-of.ts";
import { type Fire, jsonOf, type Shot } from "../driver/request.ts";
import type { Town } from "../town/town.ts";

/** Is told what is wrong, with whom, and the request that showed it. */
export type Blame = (what: string, fault: string, shot: Shot | null) => void;

interface Here {
  readonly fire: Fire;
  readonly town: Town;
}

/** A request of the platform's staff in a tenant. */
export function asOperator(method: string, path: string, tenant: string, body: unknown = null): Shot {
  return {
    method,
    path,
    headers: [
      ["Host", "localhost"],
      ["Authorization", `Bearer ${platformToken}`],
      ["X-Tenant", tenant],
      ...(body === null ? [] : [["Content-Type", "application/json"] as const]),
    ],
    body: body === null ? null : JSON.stringify(body),
  };
}

const page = z.object({
  items: z.array(z.looseObject({ id: z.string().optional() })),
  nextCursor: z.string().nullish(),
});

/** The pages of a list. What cannot be read is the last one. */
async function* pagesOf({ fire, town }: Here, path: string) {
  for (let cursor: string | null | undefined = ""; cursor != null; ) {
    const query: string =
      cursor === "" ? "" : `${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
    const shot = asOperator("GET", path + query, town.mine.slug);
    const heard = await fire(shot);
    const { items = [], nextCursor } = page.safeParse(jsonOf(heard)).data ?? {};
    yield { shot, heard, items };
    cursor = nextCursor;
  }
}

/** Shoppers see what is published: so everything is. */
export async function publishAll(here: Here): Promise<number> {
  const { fire, town } = here;
  const ids: string[] = [];
  for await (const { items } of pagesOf(here, "/v1/admin/products?status=draft&limit=100"))
    ids.push(...items.flatMap(({ id }) => id ?? []));
  await allOf(8, ids, (id) => fire(asOperator("POST", `/v1/admin/products/${id}/publish`, town.mine.slug)));
  return ids.length;
}

/** Begins a rebuild of every view. */
export async function rebuildAll({ fire, town }: Here, blame: Blame): Promise<void> {
  const shot = asOperator("POST", "/v1/ops/rebuilds", town.mine.slug, { view: "all" });
  const { status, text } = await fire(shot);
  if (status !== 202) blame("a rebuild", `${status} ${text.slice(0, 300)}`, shot);
}

/** Has the whole audit log verified. Answers how many pages it has. */
export async function verifyAudit(here: Here, blame: Blame): Promise<number> {
  let pages = 0;
  for await (const { shot, heard, items } of pagesOf(here, "/v1/admin/audit/verification")) {
    pages += 1;
    if (heard.status !== 200) blame("the audit log", `${heard.status} ${heard.text.slice(0, 200)}`, shot);
    for (const entry of items)
      if (!isErased(entry))
        blame("the audit log", `is not as it was written: ${JSON.stringify(entry)}`, shot);
  }
  return pages;
}

/** Customers are erased on the way. What is left of the entries about them is verified, and listed. */
function isErased(entry: object): boolean {
  const stores = [Reflect.get(entry, "log"), Reflect.get(entry, "trail")];
  return stores.includes("erased") && stores.every((state) => state === "erased" || state === "intact");
}
