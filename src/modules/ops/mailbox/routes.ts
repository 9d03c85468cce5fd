import { defineRoute } from "../../../kernel/api/route.ts";
import { readMailbox } from "./workflows.ts";

export const mailboxRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/ops/mailbox",
    summary: "List the mails that a local platform has kept instead of sending them, newest first",
    operation: readMailbox,
    input: () => ({}),
    returns: "The newest 200 mails of the last seven days",
  }),
];
