import type { Envelope } from "../../../kernel/write/event.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { tagsOfProductList } from "../../listing/index.ts";
import { deletedCommentsTag } from "../../ratings/index.ts";
import { settingsTag } from "../../tenants/index.ts";
import { nodeState } from "../nodes/schema.ts";
import { type TermKind, termState } from "../terms/schema.ts";

/** Changes with every category and with every tag of content. */
export const termsTag = { contentCategory: "content-categories", tag: "tags" } as const;

/** Changes with every post, page, or node of another kind. */
export function nodesTag(kind: string): string {
  return `nodes:${kind}`;
}

/** Changes with every node of a kind that has, or once had, a slug in any language. */
function nodeSlugTag(kind: string, slug: string): string {
  return `node-slug:${kind}:${slug}`;
}

/** Changes with every node: a deleted one's kind is not known any more. */
export const anyNodeTag = "nodes";

/** The tags of the nodes that events leave. */
export function tagsOfNodeEvents(run: readonly Envelope[]): readonly string[] {
  const { alive, deleted } = newestStates(nodeState, run);
  if (alive.length + deleted.length === 0) return [];
  return [
    anyNodeTag,
    ...[...alive, ...deleted].map(({ id }) => id),
    ...alive.flatMap(({ state }) => [
      nodesTag(state.kind),
      ...[...state.translations, ...state.redirects].map(({ slug }) => nodeSlugTag(state.kind, slug)),
    ]),
  ];
}

/** The tags of the categories and tags of content that events leave. */
export function tagsOfTermEvents(run: readonly Envelope[]): readonly string[] {
  return (["contentCategory", "tag"] as const).flatMap((kind) => {
    const { alive, deleted } = newestStates(termState[kind], run);
    return alive.length + deleted.length === 0 ? [] : [termsTag[kind]];
  });
}

const withTerms = [settingsTag, termsTag.contentCategory, termsTag.tag];

/** The tags of a list of nodes: any of them can enter it, leave it, or change its order. */
export function tagsOfNodeList(): readonly string[] {
  return [...withTerms, anyNodeTag];
}

/** What of an answer tells its tags. */
interface Shown {
  readonly id: string;
  readonly slug: string;
  readonly related?: unknown;
  readonly blocks: readonly { readonly type: string }[];
}

/**
 * The tags of a node that was looked up by a slug. `answer` is null if there is none. What another slug leads to depends on the
 * slugs of others, and so do related nodes.
 */
export function tagsOfNode(
  kind: string,
  slug: string,
  answer: { readonly found: Shown } | { readonly movedTo: string } | null,
): readonly string[] {
  const asked = [...withTerms, nodeSlugTag(kind, slug)];
  if (answer === null) return asked;
  if ("movedTo" in answer) return [...asked, anyNodeTag];
  const { id, slug: current, related, blocks } = answer.found;
  const products = blocks.some(({ type }) => type === "product_grid") ? tagsOfProductList() : [];
  const own = current === slug && related === undefined ? [id] : [anyNodeTag];
  // A post says how many comments it has.
  const comments = related === undefined ? [] : [id, deletedCommentsTag];
  return [...asked, ...own, ...comments, ...products];
}

/** The tags of a list of categories or tags, which counts nodes. */
export function tagsOfTerms(kind: TermKind): readonly string[] {
  return [settingsTag, termsTag[kind], anyNodeTag];
}
