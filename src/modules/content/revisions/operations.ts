import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { pageOf, pageOutput, uncountedPageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { loadSettings, settingsOf } from "../../tenants/index.ts";
import { nodeIdOf, noSuch, targetOf } from "../admin/commands.ts";
import type { NodeKind } from "../kinds.ts";
import { writtenNode } from "../nodes/presentation.ts";
import { isOfKind, readNode } from "../nodes/store.ts";
import { adminNode } from "../nodes/wire.ts";
import { existingTerms, readTermRefs } from "../terms/lookups.ts";
import { diffOf } from "./diff.ts";
import { decideRestoring } from "./rules.ts";
import { type RevisionResponse, revisionResponse, revisionSummary } from "./schema.ts";
import { listRevisions, type Revision, readRevision } from "./store.ts";

const noSuchRevision = refusal("not-found", "There is no such revision, or none any more.");
const number = z.int().positive();
const oneRevision = z.object({ id: opaqueId, number, against: number.nullable() });

/** Lists, shows and restores the revisions of one kind of node. */
export function revisionOperations(kind: NodeKind) {
  const readTwo = readRevisions(kind);
  return {
    list: listOf(kind),
    readTwo,
    read: defineWorkflow({
      name: `content.read${kind.one}Revision`,
      access: `${kind.resource}:read`,
      input: oneRevision,
      output: revisionResponse,
      isLimited: true,
      budget: oneCall,
      async run(input, { invoke }) {
        const read = await invoke(readTwo, input);
        if (!read.ok) return read;
        const { revision, against } = read.value;
        if (against === null) return ok(revision);
        return ok({ ...revision, diff: await diffOf(against, revision) });
      },
    }),
    restore: restoreRevision(kind),
  };
}
export type RevisionOperations = ReturnType<typeof revisionOperations>;

function listOf(kind: NodeKind) {
  return defineObjectQuery({
    name: `content.list${kind.one}Revisions`,
    access: `${kind.resource}:read`,
    input: uncountedPageRequest.extend({ id: opaqueId }),
    output: pageOutput(revisionSummary),
    target: targetOf(kind),
    run(database, { id, limit, after }) {
      const nodeId = nodeIdOf(id);
      if (!isOfKind(database, nodeId, kind.name)) return refused(noSuch(kind));
      const before = after === null ? Number.MAX_SAFE_INTEGER : Number(after[0]);
      const rows = listRevisions(database, nodeId, before, limit + 1);
      return ok(
        pageOf(
          rows,
          limit,
          ({ number }) => [number],
          (row) => row,
        ),
      );
    },
  });
}

/** A revision, and the one that it is compared with. They are compared outside of the tenant's object. */
function readRevisions(kind: NodeKind) {
  return defineObjectQuery({
    name: `content.read${kind.one}Revisions`,
    access: `${kind.resource}:read`,
    internal: true,
    input: oneRevision,
    output: z.object({ revision: revisionResponse, against: revisionResponse.nullable() }),
    target: targetOf(kind),
    run(database, { id, number, against }, { tenantId }) {
      const nodeId = nodeIdOf(id);
      if (!isOfKind(database, nodeId, kind.name)) return refused(noSuch(kind));
      const revision = readRevision(database, nodeId, number);
      const other = against === null ? null : readRevision(database, nodeId, against);
      if (revision === undefined || other === undefined) return refused(noSuchRevision);
      const locales = [settingsOf(database, tenantId).defaultLocale, "en"];
      return ok({
        revision: shown(database, revision, locales),
        against: other === null ? null : shown(database, other, locales),
      });
    },
  });
}

function shown(
  database: TenantDatabase,
  { content: { tagIds, categoryIds, ...content }, ...facts }: Revision,
  locales: readonly string[],
): RevisionResponse {
  const refs = readTermRefs(database, [...tagIds, ...categoryIds], locales);
  return {
    ...facts,
    ...content,
    tags: tagIds.flatMap((id) => refs.get(id) ?? []),
    categories: categoryIds.flatMap((id) => refs.get(id) ?? []),
  };
}

function restoreRevision(kind: NodeKind) {
  return defineCommand({
    name: `content.restore${kind.one}Revision`,
    access: `${kind.resource}:update`,
    input: z.object({ id: opaqueId, number }),
    output: adminNode,
    guards: targetOf(kind),
    target: targetOf(kind),
    load(database, input, context) {
      const id = nodeIdOf(input.id);
      const revision = readRevision(database, id, input.number);
      const { tagIds = [], categoryIds = [] } = revision?.content ?? {};
      return {
        current: readNode(database, id, kind.name),
        revision,
        defaultLocale: loadSettings(database, context).defaultLocale,
        terms: new Set(existingTerms(database, [...tagIds, ...categoryIds])),
      };
    },
    decide({ current, revision, ...facts }, _, { tenantId }) {
      if (current === undefined) return refused(noSuch(kind));
      if (revision === undefined) return refused(noSuchRevision);
      const events = decideRestoring(current, revision, facts);
      if (!events.ok) return events;
      const answer = (database: TenantDatabase) => writtenNode(database, tenantId, kind.name, current.id);
      return ok({ events: events.value, answer });
    },
  });
}
