/** Somebody who follows an object's log or journal, as the object itself has it. */
export interface SubscriptionState {
  readonly name: string;
  /** What it has confirmed. */
  readonly acknowledged: number;
  /** Where what it follows ends. */
  readonly head: number;
}

/** A follower, and where D1 says it is. */
export interface Standing extends SubscriptionState {
  readonly position: number;
}

/** Where the Worker under the harness tells how a tenant's followers stand; behind it comes the tenant's id. */
export const standingPath = "/chaos/standing/";

type Row = Readonly<Record<string, unknown>>;

/** The followers of an object, from its tables. */
export function subscriptionsOf(query: (sql: string) => readonly Row[]): readonly SubscriptionState[] {
  const rows = query(
    `SELECT name, position, CASE follows WHEN 'events' THEN head ELSE audit_head END AS head
FROM subscriptions, object ORDER BY name`,
  );
  return rows.map(({ name, position, head }) => ({
    name: String(name),
    acknowledged: Number(position),
    head: Number(head),
  }));
}
