import * as z from "zod";
import { allows } from "../../../kernel/access/permission.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import { mailLocale } from "../../../mails/index.ts";
import { activeUsersWith } from "../../identity/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { readEndpoint } from "./store.ts";

/** So many users are told. */
const mostRecipients = 20;

const pauseMail = z.object({
  url: z.string(),
  shop: z.string(),
  locale: z.string(),
  replyTo: z.string().nullable(),
  recipients: z.array(z.object({ email: z.string(), name: z.string().nullable() })),
});

/** What a mail about a paused endpoint says, and to whom: the users who may change it. Null once it is deleted. */
export const readPauseMail = defineObjectQuery({
  name: "webhooks.readPauseMail",
  access: "webhooks:read",
  internal: true,
  whileSuspended: true,
  input: z.object({ id: opaqueId }),
  output: pauseMail.nullable(),
  run(database, { id }, context) {
    const endpoint = readEndpoint(database, id);
    if (endpoint === undefined) return ok(null);
    const { name: shop, defaultLocale, replyTo } = loadSettings(database, context);
    const mayChange = (role: string) => allows(context.roles.grantsOf(role), "webhooks:update");
    const users = activeUsersWith(database, mayChange, mostRecipients);
    return ok({
      url: endpoint.url,
      ...{ shop, replyTo, locale: mailLocale(null, defaultLocale) },
      recipients: users.flatMap(({ person }) =>
        person === null ? [] : [{ email: person.email, name: person.name }],
      ),
    });
  },
});
