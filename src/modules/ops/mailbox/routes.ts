import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { limitParameter, pageLimits, uncountedPageQuery } from "../../../kernel/read/page.ts";
import { readMail, readMailbox } from "./workflows.ts";

export const mailboxRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/ops/mailbox",
    tag: "Operations",
    operationId: "listMail",
    summary: "List stored mail",
    description:
      "Lists mail that was stored instead of sent, newest first. Only available when the platform runs on one machine.",
    operation: readMailbox,
    query: z.strictObject({ ...uncountedPageQuery, limit: limitParameter(pageLimits.items.value) }),
    input: ({ page: { limit, after } }) => ({ limit, after }),
    returns: "A page of the newest 200 mails of the last seven days",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/ops/mailbox/{id}",
    tag: "Operations",
    operationId: "getMail",
    summary: "Show a stored mail",
    description:
      "Answers a stored mail as HTML, as its reader would see it. It has no images, scripts or styles from outside, and its `Content-Security-Policy` allows none. Only available when the platform runs on one machine.",
    operation: readMail,
    params: z.object({ id: z.string().min(1).max(300) }),
    input: ({ params }) => params,
    mediaType: "text/html",
    returns: "The mail as a page",
  }),
];
