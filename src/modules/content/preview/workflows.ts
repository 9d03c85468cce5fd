import * as z from "zod";
import { refusalAt } from "../../../kernel/api/problem.ts";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { byId } from "../admin/commands.ts";
import { renderBlocks } from "../blocks/render.ts";
import { loadRenderer } from "../bodies/render.ts";
import type { NodeKind } from "../kinds.ts";
import { inLanguage } from "../view/blocks/store-blocks.ts";
import { summaryOf } from "../view/project-nodes.ts";
import { storeNodeOf } from "../view/rows.ts";
import { previewLimits } from "./limits.ts";
import { nothingThere, previewableOf, readDraft } from "./queries.ts";
import { openPreview, previewToken } from "./token.ts";
import { previewInput, previewLink, storePreview } from "./wire.ts";

/** Makes links to the drafts of one kind. Nothing is stored: a link ends by its time, or with the secret that signed it. */
export function previewLinkOf(kind: NodeKind) {
  const find = previewableOf(kind);
  const make = defineWorkflow({
    name: `content.create${kind.one}PreviewLink`,
    access: find.access,
    isLimited: true,
    once: true,
    input: byId.extend({ expiresAt: previewInput.shape.expiresAt }),
    output: previewLink,
    budget: oneCall,
    ports: ["secrets", "directory"],
    async run({ id, expiresAt: wanted }, { session, tenantId, tenant, invoke }, { secrets, directory }) {
      const until = lifeOf(wanted, session.now);
      if (!until.ok) return until;
      const node = await invoke(find, { id });
      if (!node.ok) return node;
      const expiresAt = Math.floor(until.value / 1000) * 1000;
      const token = await previewToken(secrets.signer, { tenantId, nodeId: node.value.id, expiresAt });
      const known = await tenant();
      if (!known.ok) return known;
      const { domains, slug } = known.value;
      const origin = session.origin ?? `https://${domains[0] ?? `${slug}.${directory.platformDomain}`}`;
      return ok({
        url: `${origin}/v1/store/preview/${token}`,
        expiresAt: new Date(expiresAt).toISOString(),
      });
    },
  });
  return { find, make };
}
export type MakePreviewLink = ReturnType<typeof previewLinkOf>["make"];

function lifeOf(wanted: string | undefined, now: number): Result<number> {
  if (wanted === undefined) return ok(now + previewLimits.usual.value);
  const until = Date.parse(wanted);
  if (until > now && until <= now + previewLimits.longest.value) return ok(until);
  const detail = until > now ? "A link lasts 30 days at most." : "This time is over.";
  return refused(refusalAt("validation-failed", "/expiresAt", detail));
}

/** Shows what a link leads to, as it is now, for whoever has the link. */
export const readPreview = defineWorkflow({
  name: "content.readPreview",
  access: "public",
  input: z.object({ token: z.string(), requestedLocales: z.array(z.string()).readonly().default([]) }),
  output: storePreview,
  // What the signer gives out is nothing that was not in the request.
  tokenGuard: "input",
  hasSecretInput: true,
  budget: oneCall,
  ports: ["secrets"],
  async run({ token, requestedLocales }, { session, tenantId, invoke }, { secrets }) {
    const preview = await openPreview(secrets.signer, token, session.now);
    if (preview === null || preview.tenantId !== tenantId) return refused(nothingThere);
    const read = await invoke(readDraft, { id: preview.nodeId, requestedLocales });
    if (!read.ok) return read;
    const { state, refs, locales, defaultLocale } = read.value;
    const render = await loadRenderer();
    const text = pickLocale(
      state.translations.toSorted((a, b) => (a.locale < b.locale ? -1 : 1)),
      locales,
    );
    if (text === undefined) return refused(nothingThere);
    const body = render(text, state.id);
    const blocks = inLanguage(renderBlocks(state.blocks, render, state.id), defaultLocale, locales);
    const publishedAt = state.publishedAt ?? state.publishAt;
    const { commentsOpen: _, ...shown } = storeNodeOf(
      {
        state: { ...state, publishedAt: publishedAt ?? state.updatedAt },
        refs: new Map(refs.map(({ id, ...ref }) => [id, ref])),
        summaries: { [text.locale]: summaryOf(body.text) },
      },
      locales,
    );
    const { kind, status } = state;
    const expiresAt = new Date(preview.expiresAt).toISOString();
    return ok({ ...shown, publishedAt, html: body.html, blocks, related: [], kind, status, expiresAt });
  },
});
