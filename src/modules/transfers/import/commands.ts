import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Context, type Decision, defineCommand } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { countedWith, digestOf } from "../export/lines.ts";
import type { Parts } from "../parts.ts";
import { type ExportLine, type HeaderLine, importProgress } from "../schema.ts";
import { checkTrailer, gapBefore, invalid, invalidLine, parseLine, parsePortable } from "./rules.ts";
import { readImport, type StoredImport, writeImport } from "./store.ts";

const lineNumber = z.int().positive();
const imported = z.object({ lines: z.int() });

/** Imports one line of an export. A line that was imported before changes nothing. */
export const importLineCommand = (parts: Parts) =>
  defineCommand({
    name: "transfers.importLine",
    access: "tenants:import",
    internal: true,
    whileSuspended: true,
    input: z.object({ line: lineNumber, text: z.string() }),
    output: imported,
    load: (database) => ({ database, progress: readImport(database) }),
    decide({ database, progress }, { line, text }, context): Result<Decision<z.infer<typeof imported>>> {
      const reached = progress?.lines ?? 0;
      if (line <= reached) return ok({ events: [], answer: () => ({ lines: reached }) });
      if (line > reached + 1) return gapBefore(line, reached + 1);
      if (progress?.status === "done") return invalidLine(line, "", "after-end", "comes after the last line");
      const parsed = parseLine(text, line);
      if (!parsed.ok) return parsed;
      const outcome = outcomeOf(parts, database, progress, parsed.value, context);
      if (!outcome.ok) return outcome;
      const { events, progress: before } = outcome.value;
      const after: StoredImport = {
        ...before,
        lines: line,
        digest: digestOf(context.digest, before.digest, text),
        counts: countedWith(before.counts, parsed.value),
      };
      return ok({
        events,
        writeState: (written) => writeImport(written, after),
        answer: () => ({ lines: line }),
      });
    },
  });

/** How far a tenant's import is. */
export const readImportProgress = defineObjectQuery({
  name: "transfers.readImportProgress",
  access: "tenants:import",
  internal: true,
  whileSuspended: true,
  input: z.object({}),
  output: importProgress,
  run(database) {
    const progress = readImport(database);
    if (progress === null) return refused(refusal("not-found", "Nothing was imported into this tenant."));
    const { digest: _, ...shown } = progress;
    return ok(shown);
  },
});

interface Outcome {
  readonly events: readonly NewEvent[];
  readonly progress: StoredImport;
}

function outcomeOf(
  parts: Parts,
  database: TenantDatabase,
  progress: StoredImport | null,
  line: ExportLine,
  context: Context,
): Result<Outcome> {
  if ("format" in line) return begun(parts, database, progress, line, context);
  if (progress === null) return invalidLine(1, "/type", "header-expected", "must be the header of an export");
  if ("cursor" in line) return ok({ events: [], progress });
  if ("digest" in line) {
    const transfers = [...parts.transferByType.values()];
    const missing = transfers.flatMap((one) => one.missing(database, context.tenantId));
    const sound = checkTrailer(line, progress, missing);
    if (!sound.ok) return sound;
    const finishedAt = new Date(context.now).toISOString();
    return ok({ events: [], progress: { ...progress, status: "done", finishedAt } });
  }
  return taken(parts, database, progress, line, context);
}

function begun(
  { types, transferByType }: Parts,
  database: TenantDatabase,
  progress: StoredImport | null,
  { tenantId: from, seq }: HeaderLine,
  { tenantId, now }: Context,
): Result<Outcome> {
  if (progress !== null)
    return invalidLine(progress.lines + 1, "/type", "invalid-line", "is a second header");
  const contents = types.filter((type) => type !== "settings");
  if (database.object.hasAggregates(contents))
    return refused(refusal("tenant-not-empty", "The tenant already has contents."));
  const begunAt = new Date(now).toISOString();
  return ok({
    events: [...transferByType.values()].flatMap((transfer) => transfer.withoutImplicit(tenantId)),
    progress: {
      ...{ status: "running", source: { tenantId: from, seq }, begunAt, finishedAt: null },
      ...{ lines: 0, digest: "", counts: {} },
    },
  });
}

/** Takes an aggregate over, or removes one that a later line says more about. */
function taken(
  { transferByType }: Parts,
  database: TenantDatabase,
  progress: StoredImport,
  line: Extract<ExportLine, { readonly version: number }>,
  { tenantId }: Context,
): Result<Outcome> {
  const number = progress.lines + 1;
  const transfer = transferByType.get(line.type);
  if (transfer === undefined)
    return invalidLine(number, "/type", "unknown-type", "was exported by a newer release");
  const id = transfer.idIn(tenantId, line.id);
  const event = transfer.imported.of(id, { from: progress.source.tenantId });
  const { version } = line;
  if ("removed" in line)
    return transfer.remove === null
      ? invalidLine(number, "/removed", "not-removable", "is only for what can be deleted")
      : ok({ events: [{ ...event, adopts: { version, portable: null } }], progress });
  const portable = parsePortable(transfer, line, number);
  if (!portable.ok) return portable;
  const errors = transfer.conflicts(database, portable.value);
  if (errors.length > 0)
    return invalid(errors.map((error) => ({ ...error, pointer: `/lines/${number}${error.pointer}` })));
  const adopts = { version, portable: { ...portable.value, id } };
  return ok({ events: [{ ...event, adopts }], progress });
}
