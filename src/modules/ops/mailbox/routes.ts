import { defineRoute } from "../../../kernel/api/route.ts";
import { readMailbox } from "./workflows.ts";

export const mailboxRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/ops/mailbox",
    summary: "List stored mail, newest first. Only available when the platform runs on one machine",
    operation: readMailbox,
    input: () => ({}),
    returns: "The newest 200 mails of the last seven days",
  }),
];
