import * as z from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { loadSettings } from "../../tenants/index.ts";
import { noSuchOrder } from "../queries.ts";
import { order } from "../schema.ts";
import { readOrder } from "../store.ts";

/** What a mail about an order says besides its event: the order as it is now, and the shop. */
export const mailedOrder = z.object({
  order,
  shop: z.object({ name: z.string(), defaultLocale: z.string(), replyTo: z.string().nullable() }),
});
export type MailedOrder = z.infer<typeof mailedOrder>;

/** Reads what a mail about an order says. A mail that is due is sent, also by a tenant that was suspended since. */
export const readMailedOrder = defineObjectQuery({
  name: "orders.readMailedOrder",
  access: "orders:read",
  internal: true,
  whileSuspended: true,
  input: z.object({ id: z.string() }),
  output: mailedOrder,
  run(database, { id }, context) {
    const found = readOrder(database, id);
    if (found === undefined) return refused(noSuchOrder);
    const { name, defaultLocale, replyTo } = loadSettings(database, context);
    return ok({ order: found, shop: { name, defaultLocale, replyTo } });
  },
});
