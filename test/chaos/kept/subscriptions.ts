/** A subscription to an object's log or audit log, as the object stores it. */
export interface SubscriptionState {
  readonly name: string;
  /** The epoch of the object. */
  readonly epoch: number;
  /** What it has confirmed. */
  readonly acknowledged: number;
  /** Where what it follows ends. */
  readonly head: number;
}

/** A subscription and its position in D1. One of another epoch says nothing about this one. */
export interface Standing extends SubscriptionState {
  readonly position: number;
}

/** Path prefix under which the harness's Worker returns the state of a tenant's subscriptions. The id follows. */
export const standingPath = "/chaos/standing/";

type Row = Readonly<Record<string, unknown>>;

/** Reactions have no position in D1; whether they have anything left to do is another question. */
const isProjection = "name IN ('read-model', 'audit')";

/** The projections of an object, from its tables. */
export function subscriptionsOf(query: (sql: string) => readonly Row[]): readonly SubscriptionState[] {
  const rows = query(
    `SELECT name, position, object.epoch AS epoch, CASE follows WHEN 'events' THEN head ELSE audit_head END AS head
FROM subscriptions, object WHERE ${isProjection} ORDER BY name`,
  );
  return rows.map(({ name, position, epoch, head }) => ({
    name: String(name),
    epoch: Number(epoch),
    acknowledged: Number(position),
    head: Number(head),
  }));
}
