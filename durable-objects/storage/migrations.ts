import objectTables from "../../migrations/tenant/0001_object.sql";
import deliveryTables from "../../migrations/tenant/0011_delivery.sql";
import storedAnswers from "../../migrations/tenant/0014_kept_answers.sql";
import words from "../../migrations/tenant/0015_words.sql";
import reactionTables from "../../migrations/tenant/0018_reactions.sql";
import envelopes from "../../migrations/tenant/0019_envelopes.sql";
import answerBudgets from "../../migrations/tenant/0023_answer_budgets.sql";
import countedRefusals from "../../migrations/tenant/0026_counted_refusals.sql";
import shopperWrites from "../../migrations/tenant/0033_shopper_writes.sql";
import traces from "../../migrations/tenant/0048_traces.sql";
import scheduleClock from "../../migrations/tenant/0057_schedule_clock.sql";
import idempotencySize from "../../migrations/tenant/0067_idempotency_size.sql";
import tokenBuckets from "../../migrations/tenant/0075_token_buckets.sql";
import auditChain from "../../migrations/tenant/0095_audit_chain.sql";
import redaction from "../../migrations/tenant/0097_redaction.sql";
import reactionReplays from "../../migrations/tenant/0103_reaction_replays.sql";
import eventCommits from "../../migrations/tenant/0137_event_commits.sql";
import type { Module } from "../../src/kernel/module.ts";
import type { Migration } from "../../src/kernel/storage/storage.ts";

const own: readonly Migration[] = [
  { name: "0001_object", sql: objectTables },
  { name: "0011_delivery", sql: deliveryTables },
  { name: "0014_kept_answers", sql: storedAnswers },
  { name: "0015_words", sql: words },
  { name: "0018_reactions", sql: reactionTables },
  { name: "0019_envelopes", sql: envelopes },
  { name: "0023_answer_budgets", sql: answerBudgets },
  { name: "0026_counted_refusals", sql: countedRefusals },
  { name: "0033_shopper_writes", sql: shopperWrites },
  { name: "0048_traces", sql: traces },
  { name: "0057_schedule_clock", sql: scheduleClock },
  { name: "0067_idempotency_size", sql: idempotencySize },
  { name: "0075_token_buckets", sql: tokenBuckets },
  { name: "0095_audit_chain", sql: auditChain },
  { name: "0097_redaction", sql: redaction },
  { name: "0103_reaction_replays", sql: reactionReplays },
  { name: "0137_event_commits", sql: eventCommits },
];

/** The object's own tables and every module's, in the order of their file names. */
export function tenantMigrations(modules: readonly Module[]): readonly Migration[] {
  return [...own, ...modules.flatMap((module) => module.migrations)].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}
