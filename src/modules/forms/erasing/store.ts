import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { submissionErased } from "../submission/events.ts";

/** Who sent forms: customers, and whoever gave these e-mail addresses, in lower case. */
export interface FormSender {
  readonly customerIds: readonly string[];
  readonly guestEmails: readonly string[];
}

/** Some of what a person has sent with forms, in an order of their own. What was erased is nobody's any more. */
export function submissionsOf(
  database: TenantDatabase,
  { customerIds, guestEmails }: FormSender,
  after: string,
  atMost: number,
): readonly string[] {
  const rows = database.all<{ id: string }>(sql`SELECT id FROM (
      SELECT id FROM form_submissions INDEXED BY form_submissions_customer WHERE customer_id IN ${listed(customerIds)} AND id > ${after}
      UNION
      SELECT id FROM form_submissions INDEXED BY form_submissions_email WHERE email_key IN ${listed(guestEmails)} AND id > ${after}
    ) ORDER BY id LIMIT ${atMost}`);
  return rows.map(({ id }) => id);
}

/** Erases the person from what was sent. */
export function decideFormErasure(ids: readonly string[]): readonly NewEvent[] {
  return ids.map((id) => submissionErased.of(id, {}));
}

function listed(texts: readonly string[]) {
  return sql`(SELECT value FROM json_each(${JSON.stringify(texts)}))`;
}
