import type { Registry } from "../../kernel/registry.ts";
import type { Statement } from "../../kernel/storage/storage.ts";
import type { Envelope } from "../../kernel/write/event.ts";

/**
 * Forgets what the read model has besides views of aggregates from which the person was erased: stored mail, the events of
 * reactions' dead letters, and what reactions keep of their attempts. What comes late is not stored any more.
 */
export function forgetErased(
  { eventByType, reactionByName }: Pick<Registry, "eventByType" | "reactionByName">,
  run: readonly Envelope[],
  tenantId: string,
): readonly Statement[] {
  const erasing = run.filter(({ type }) => eventByType.get(type)?.erases === true);
  const at = erasing.at(-1)?.occurredAt;
  if (at === undefined) return [];
  const erased = [...new Set(erasing.map(({ aggregate }) => aggregate.id))];
  const ids = JSON.stringify(erased);
  return [
    {
      sql: `INSERT INTO erased (tenant_id, id, at) SELECT ?1, value, ?3 FROM json_each(?2) WHERE true
ON CONFLICT (tenant_id, id) DO NOTHING`,
      params: [tenantId, ids, at],
    },
    {
      // Nobody knows what an older mail is about.
      sql: `DELETE FROM mailbox WHERE tenant_id = ?1 AND about IN (SELECT value FROM json_each(?2) UNION ALL SELECT '')`,
      params: [tenantId, ids],
    },
    {
      sql: `UPDATE dead_letters SET status = 'discarded', settled_at = ?3, reason = 'The person was erased.', event = NULL
WHERE tenant_id = ?1 AND status = 'open' AND event IS NOT NULL AND aggregate_id IN (SELECT value FROM json_each(?2))`,
      params: [tenantId, ids, at],
    },
    ...[...reactionByName.values()].flatMap(({ log }) => log?.forget(erased, tenantId) ?? []),
  ];
}
