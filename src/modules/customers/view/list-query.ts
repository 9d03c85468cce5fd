import * as z from "zod";
import { repeatableOf, sinceParameter } from "../../../kernel/api/query-parameters.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { canonicalEmail } from "../../../kernel/text/email.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { customerStatus } from "../schema.ts";
import { customerSorts } from "./filters.ts";

/** Query parameters of the customer list. */
export const customerListQuery = z.strictObject({
  ...pageQuery,
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .transform((text) => text ?? null)
    .describe("The beginnings of an e-mail address, names or a telephone number. All must match."),
  email: repeatableOf(
    z
      .string()
      .min(1)
      .max(320)
      .transform((text) => fold(canonicalEmail(text.trim()) ?? text)),
  ),
  status: repeatableOf(customerStatus),
  group: repeatableOf(
    z
      .string()
      .min(1)
      .max(255)
      .transform((handle) => handle.toLowerCase()),
  ).describe("Handles of customer groups."),
  updatedSince: sinceParameter,
  sort: z.enum(customerSorts).default("-createdAt"),
});
