import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { AggregateRow } from "../../../kernel/storage/tenant-object.ts";
import { changesPage } from "../limits.ts";
import type { Parts } from "../parts.ts";
import type { AggregateLine, HeaderLine } from "../schema.ts";
import type { LineWriter } from "./lines.ts";

/** The header, and what exists without an event. */
export function writeHeader(
  parts: Parts,
  database: TenantDatabase,
  writer: LineWriter,
  header: Omit<HeaderLine, "type">,
): void {
  writer.write({ type: "header", ...header });
  for (const [type, transfer] of parts.transferByType)
    for (const { id, state } of transfer.implicit(database, header.tenantId)) {
      const line = lineOf(parts, database, { type, id, version: 0 }, state);
      if (line !== null) writer.write(line);
    }
}

/** A page of all aggregates, in the order in which a rebuild reads them too. */
export function writeWalk(parts: Parts, database: TenantDatabase, writer: LineWriter): void {
  const walk = { types: parts.types, fromSeq: null };
  const { items, next } = database.object.walkAggregates(walk, writer.position.after, (row) => {
    const item = lineOf(parts, database, row);
    return { item, bytes: JSON.stringify(item).length };
  });
  for (const line of items) if (line !== null) writer.write(line);
  writer.move(next === null ? { stage: "changes", after: null } : { after: next });
  writer.checkpoint();
}

/**
 * What has changed since its line was written. If this page has all of it, the export is as of this moment, and ends. What
 * has a name is removed first, because another one may have the name now.
 */
export function writeChanges(parts: Parts, database: TenantDatabase, writer: LineWriter): void {
  const { head } = database.object.logEnd();
  const { since } = writer.position;
  const changed = database.object.changedAggregates(parts.types, since, changesPage.aggregates + 1);
  const written: { readonly row: AggregateRow; readonly line: AggregateLine | null }[] = [];
  let bytes = 0;
  let reached = since;
  for (const row of changed.slice(0, changesPage.aggregates)) {
    const line = lineOf(parts, database, row);
    bytes += JSON.stringify(line).length;
    if (written.length > 0 && bytes > changesPage.bytes) break;
    written.push({ row, line });
    reached = row.seq;
  }
  for (const { row, line } of written) {
    const { type, id, version } = row;
    if (line === null || parts.transferByType.get(type)?.hasNames === true)
      writer.write({ type, id, version, removed: true });
  }
  for (const { line } of written) if (line !== null) writer.write(line);
  if (written.length === changed.length) {
    writer.trailer(head);
    return;
  }
  writer.move({ since: reached });
  writer.checkpoint();
}

/** An aggregate as a line; null if it is deleted. */
function lineOf(
  { transferByType, stateOf }: Parts,
  database: TenantDatabase,
  { type, id, version }: AggregateRow,
  current = stateOf(database, type, id),
): AggregateLine | null {
  const transfer = transferByType.get(type);
  if (transfer === undefined || current === null) return null;
  const { state, extra } = transfer.pack(database, { id, state: current });
  return { type, id, version, stateVersion: transfer.definition.version, state, extra };
}
