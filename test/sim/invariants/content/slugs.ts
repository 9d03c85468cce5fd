import type { Envelope } from "../../../../src/kernel/write/event.ts";
import { newestStates } from "../../../../src/kernel/write/state.ts";
import { nodeState } from "../../../../src/modules/content/index.ts";
import type { Simulation } from "../../simulation.ts";
import { Broken } from "../../violation.ts";
import { compareCounts } from "./compare.ts";

const invariant = "a slug leads to the one node that has or had it";

/** Checks that a slug is that of one post or page, also after it was renamed, until it is deleted. */
export function checkSlugs({ world: { hosts, database }, logs }: Simulation): void {
  for (const { index, tenantId } of hosts) {
    const rows = database.sqlite.rows(
      "SELECT kind, locale, handle, node_id, current FROM node_slugs WHERE tenant_id = ?1",
      tenantId,
    );
    compareCounts(
      invariant,
      new Map(
        rows.map(({ kind, locale, handle, node_id: id, current }) => [
          `${kind} ${locale} ${handle}`,
          `${id} ${current === 1}`,
        ]),
      ),
      ownersOf(logs[index]?.events() ?? []),
    );
  }
}

/** Each slug with the node that it leads to, and whether it is the node's newest. */
function ownersOf(events: readonly Envelope[]): ReadonlyMap<string, string> {
  const owners = new Map<string, { id: string; isCurrent: boolean }>();
  for (const event of events) {
    const { alive, deleted } = newestStates(nodeState, [event]);
    for (const { id } of [...alive, ...deleted])
      for (const owner of owners.values()) if (owner.id === id) owner.isCurrent = false;
    for (const { id } of deleted)
      for (const [slug, owner] of owners) if (owner.id === id) owners.delete(slug);
    for (const { id, state } of alive)
      for (const { locale, slug } of state.translations) {
        const key = `${state.kind} ${locale} ${slug}`;
        const owner = owners.get(key)?.id ?? id;
        if (owner !== id) throw new Broken(invariant, `${key} is that of ${owner}, and ${id} took it`);
        owners.set(key, { id, isCurrent: true });
      }
  }
  return new Map([...owners].map(([key, { id, isCurrent }]) => [key, `${id} ${isCurrent}`]));
}
