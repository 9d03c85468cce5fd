import { type Reaction, reactionOf } from "../../src/kernel/delivery/reaction.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * The reactions of an object that have something left to do, from its tables: a task, or an event after their position that
 * they consume. `which` selects them by name.
 */
export function busyReactionsOf(
  query: (sql: string) => readonly Row[],
  reactionByName: ReadonlyMap<string, Reaction>,
  which = "name NOT IN ('read-model', 'audit')",
): readonly string[] {
  const isBusy = ({ name, position }: Row) => {
    const consumes = reactionOf(reactionByName, String(name))?.reaction.consumes ?? null;
    const types = consumes === null ? "" : `AND type IN (${consumes.map((type) => `'${type}'`).join()})`;
    const left = query(`SELECT 1 AS waits FROM reaction_tasks WHERE subscription = '${String(name)}'
UNION ALL SELECT 1 FROM events WHERE seq > ${Number(position)} ${types} LIMIT 1`);
    return left.length > 0;
  };
  return query(`SELECT name, position FROM subscriptions WHERE ${which}`)
    .filter(isBusy)
    .map(({ name }) => String(name));
}
