import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { loadSettings } from "../../tenants/index.ts";
import { byId, nodeIdOf, noSuch, targetOf } from "../admin/commands.ts";
import type { NodeKind } from "../kinds.ts";
import type { NodeState } from "../nodes/schema.ts";
import { readNode } from "../nodes/store.ts";
import { readTermRefs } from "../terms/lookups.ts";
import { termRef } from "../terms/schema.ts";

/** One answer for links that have ended, were changed, or whose node is gone. */
export const nothingThere = refusal("not-found", "This link leads nowhere, or has ended.");

/** Finds out whether the caller may show a node to others: who may change it may. */
export function previewableOf(kind: NodeKind) {
  return defineObjectQuery({
    name: `content.readPreviewable${kind.one}`,
    access: `${kind.resource}:update`,
    internal: true,
    input: byId,
    output: z.object({ id: z.string() }),
    target: targetOf(kind),
    run(database, { id }) {
      const node = readNode(database, nodeIdOf(id), kind.name);
      return node === undefined ? refused(noSuch(kind)) : ok({ id: node.id });
    },
  });
}

/** Reads a node of any status as it is now, for a caller whose link has been checked. */
export const readDraft = defineObjectQuery({
  name: "content.readDraft",
  access: "public",
  internal: true,
  input: z.object({ id: z.string(), requestedLocales: z.array(z.string()).readonly() }),
  output: z.object({
    // Its own shape was checked when it was written.
    state: z.custom<NodeState>(),
    refs: z.array(termRef.extend({ id: z.string() })),
    locales: z.array(z.string()).readonly(),
    defaultLocale: z.string(),
  }),
  run(database, { id, requestedLocales }, context) {
    const state = readNode(database, id);
    if (state === undefined) return refused(nothingThere);
    const settings = loadSettings(database, context);
    const locales = servedLocales(requestedLocales, settings);
    const refs = readTermRefs(database, [...state.tagIds, ...state.categoryIds], locales);
    const { defaultLocale } = settings;
    const named = [...refs].map(([termId, ref]) => ({ ...ref, id: termId }));
    return ok({ state, refs: named, locales, defaultLocale });
  },
});
