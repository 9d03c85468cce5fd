import * as z from "zod";
import { nothing } from "../../../kernel/operation/operation.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";

/** Changes nothing. The audit log then says who has read all data of the tenant, and when. */
export const recordExport = defineCommand({
  name: "transfers.recordExport",
  access: "tenants:export",
  internal: true,
  whileSuspended: true,
  input: z.object({}),
  output: nothing,
  load: () => null,
  decide: () => ok({ events: [], answer: () => null }),
});
