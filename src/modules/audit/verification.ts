import * as z from "zod";
import { type ChainLink, erasedText, type TrailRow, trailText } from "../../kernel/delivery/audit.ts";
import { defineWorkflow } from "../../kernel/operation/workflow.ts";
import { fitted } from "../../kernel/read/fitted.ts";
import { pageOf, pageOutput, uncountedPageRequest } from "../../kernel/read/page.ts";
import { defineViewQuery } from "../../kernel/read/query.ts";
import { raw, sql, statement } from "../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../kernel/storage/storage.ts";
import { digest } from "../../kernel/values/digest.ts";
import { ok } from "../../kernel/values/result.ts";
import { selectPositions } from "../../projection/positions/positions.ts";
import { type AuditFault, auditFault } from "./schema.ts";
import { auditSubscription, readAudit } from "./view.ts";

const link = z.object({
  epoch: z.int(),
  seq: z.int(),
  hash: z.string().nullable(),
  state: z.enum(["intact", "changed", "missing", "erased"]),
  rest: z.string().optional(),
});

/** Compares entries of the log with those that the audit trail shows. Says how far it got: a page may hold 1 MiB. */
export const compareTrail = defineViewQuery({
  name: "audit.compareTrail",
  access: readAudit.access,
  scope: "any",
  internal: true,
  input: z.object({ links: z.array(link).readonly() }),
  output: z.object({ faults: z.array(auditFault), compared: z.int() }),
  varies: [],
  async run(model, { links }, { tenantId }) {
    const { rows, isProjected } = await readTrail(model, tenantId, links);
    const states = await Promise.all(
      links.slice(0, rows.length).map(async (one, index) => {
        const row = rows[index];
        const isThere = row !== undefined && row.seq !== null;
        if (!isThere) return faultOf(one, isProjected(one) ? "missing" : "intact");
        return faultOf(one, await stateOf(one, row));
      }),
    );
    return ok({ faults: states.filter((fault) => fault !== null), compared: rows.length });
  },
});

/** Verifies the audit log and the audit trail, oldest entries first. */
export const verifyAudit = defineWorkflow({
  name: "audit.verifyEntries",
  access: readAudit.access,
  scope: "any",
  ports: ["projections", "auditLogs"],
  budget: { d1: 1, objects: 1 },
  input: uncountedPageRequest.omit({ limit: true }),
  output: pageOutput(auditFault),
  async run({ after }, { invoke, tenantId }, { projections, auditLogs }) {
    await projections.catchUp(tenantId, auditSubscription.name);
    const [from] = after ?? [];
    const slice = await auditLogs.chainAfter(tenantId, Number(from ?? 0));
    if (slice === null) return ok(pageOf([], 0, noKeyset, shown));
    const { links, last, more } = slice;
    const answer = await invoke(compareTrail, { links });
    if (!answer.ok) return answer;
    const { faults, compared } = answer.value;
    const isWhole = compared === links.length;
    const next = isWhole && !more ? null : [isWhole ? last : (links[compared - 1]?.seq ?? last)];
    return ok({ ...pageOf(faults, faults.length, noKeyset, shown), next });
  },
});

const noKeyset = () => [];
const shown = (fault: AuditFault) => fault;

type Place = Pick<ChainLink, "epoch" | "seq">;

/** The rows of entries, as far as they fit into a page, and how far the trail is. */
async function readTrail(model: ReadModel, tenantId: string, links: readonly Place[]) {
  const places = JSON.stringify(links.map(({ epoch, seq }) => [epoch, seq]));
  const sizes = sql`SELECT one.key AS number, one.value ->> 0 AS epoch, one.value ->> 1 AS seq,
    COALESCE(octet_length(a.resources) + octet_length(a.changes), 0) + ${otherBytes} AS bytes
    FROM json_each(${places}) AS one LEFT JOIN audit AS a
    ON a.tenant_id = ${tenantId} AND a.epoch = one.value ->> 0 AND a.seq = one.value ->> 1`;
  const [positions = [], rows = []] = await model.batch([
    selectPositions(tenantId),
    statement(sql`WITH page AS MATERIALIZED (${fitted(sizes, raw("number"))})
      SELECT a.*, erasing.erases AS erased FROM page LEFT JOIN audit AS a
      ON a.tenant_id = ${tenantId} AND a.epoch = page.epoch AND a.seq = page.seq
      LEFT JOIN audit AS erasing ON erasing.tenant_id = ${tenantId}
      AND erasing.epoch = a.erased_epoch AND erasing.seq = a.erased_seq
      WHERE page.fits ORDER BY page.place`),
  ]);
  const position = positions.find(({ subscription }) => subscription === auditSubscription.name);
  const isProjected = ({ epoch, seq }: Place) =>
    epoch <= Number(position?.epoch ?? 0) && seq <= Number(position?.seq ?? 0);
  return { rows, isProjected };
}

/** The size of a row besides its resources and changes, rounded up. */
const otherBytes = 1_000;

/** What no longer is in the log, the trail need not have. Staff's entries have nothing to erase in the log. */
function faultOf({ epoch, seq, state: log }: ChainLink, found: AuditFault["trail"]): AuditFault | null {
  const trail = log === "missing" ? "intact" : found;
  return log === "intact" && trail === "intact" ? null : { epoch, seq, log, trail };
}

async function stateOf({ hash, rest }: ChainLink, row: Row): Promise<AuditFault["trail"]> {
  if (row.erased_seq !== null) return (await isErased(rest, row)) ? "erased" : "changed";
  // A row from before hashes has nothing to compare.
  const isOwn =
    row.digest === null ? row.hash === null : row.digest === (await digest(trailText(trailRowIn(row))));
  return isOwn && (row.hash === null || row.hash === hash) ? "intact" : "changed";
}

/**
 * Whether the entry that erased a row says so of everything that the row still names, and nothing is left but what the log
 * has too.
 */
async function isErased(rest: string | undefined, row: Row): Promise<boolean> {
  const erased = new Set(erasedIds.parse(JSON.parse(String(row.erased ?? "[]"))));
  const named = namedResources.parse(JSON.parse(String(row.resources))).map(({ id }) => id);
  const ids = named.length > 0 ? named : [String(row.actor_id)];
  const isEmpty = row.changes === "[]" && row.address === null && row.counted === null && row.digest === null;
  return isEmpty && ids.every((id) => erased.has(id)) && rest === (await digest(erasedText(trailRowIn(row))));
}

const erasedIds = z.array(z.string());
const namedResources = z.array(z.object({ id: z.string() }));

function trailRowIn(row: Row): TrailRow {
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    ...{ seq: Number(row.seq), epoch: Number(row.epoch), at: String(row.at) },
    ...{ actorKind: String(row.actor_kind), actorId: text("actor_id"), action: String(row.action) },
    outcome: row.outcome === "allowed" ? "allowed" : "refused",
    ...{ code: text("code"), resources: String(row.resources), changes: String(row.changes) },
    ...{ correlationId: String(row.correlation_id), address: text("address"), counted: text("counted") },
    ...{ traceId: text("trace_id"), hash: text("hash"), erases: text("erases") },
  };
}
