import { eq, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0127_form_submissions.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { withoutPersonal } from "../../../kernel/write/personal.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { formSubmitted, submissionDeleted, submissionErased } from "./events.ts";
import { type AdminSubmission, personalFields, type Submission, submissionState } from "./schema.ts";
import { submissions } from "./tables.ts";

export const migration: Migration = { name: "0127_form_submissions", sql: tables };

export const submissionAggregate = defineAggregate(submissionState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === submissionDeleted.type) return removeSubmission(database, id);
    writeSubmission(database, evolved(readSubmission(database, id), event));
  },
  state: (database, id) => readSubmission(database, id) ?? null,
});

export function readSubmission(database: TenantDatabase, id: string): Submission | undefined {
  const row = database.select().from(submissions).where(eq(submissions.id, id)).get();
  return row === undefined ? undefined : submissionState.readJson(row.stateVersion, row.content);
}

/** What was sent, with its version, for staff. */
export function readAdminSubmission(database: TenantDatabase, id: string): AdminSubmission | undefined {
  const submission = readSubmission(database, id);
  return submission && { ...submission, version: versionOf(database, submissionAggregate.type, id) };
}

/** How much was sent with a form and is kept. */
export function countSubmissions(database: TenantDatabase, blockId: string): number {
  return (
    database.get<{ size: number }>(sql`SELECT count(*) AS size
      FROM form_submissions INDEXED BY form_submissions_block WHERE block_id = ${blockId}`)?.size ?? 0
  );
}

export function writeSubmission(database: TenantDatabase, submission: Submission): void {
  const { id, blockId, customerId, email } = submission;
  const row = {
    ...{ id, blockId, customerId },
    emailKey: email === null ? null : emailKeyOf(email),
    content: JSON.stringify(submission),
    stateVersion: submissionState.version,
  };
  database.insert(submissions).values(row).onConflictDoUpdate({ target: submissions.id, set: row }).run();
}

export function removeSubmission(database: TenantDatabase, id: string): void {
  database.delete(submissions).where(eq(submissions.id, id)).run();
}

function evolved(before: Submission | undefined, event: Envelope): Submission {
  const { id } = event.aggregate;
  const at = event.occurredAt;
  if (event.type === formSubmitted.type)
    return { ...formSubmitted.read(event), id, createdAt: at, erasedAt: null };
  if (before === undefined || event.type !== submissionErased.type)
    throw new Error(`${event.type} refers to ${id}, which does not exist`);
  return { ...withoutPersonal(personalFields, before), customerId: null, erasedAt: at };
}
