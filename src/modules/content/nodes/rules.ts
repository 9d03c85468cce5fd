import { refusalAt } from "../../../kernel/api/problem.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { checkSize } from "../../../kernel/write/size.ts";
import { mergeTexts, settleTexts, type TranslationContext } from "../../translations/index.ts";
import { settleBlocks } from "../blocks/rules.ts";
import { nodeLimits } from "../limits.ts";
import type { WantedTerms } from "../terms/rules.ts";
import { decideTerms } from "../terms/rules.ts";
import { checkPlace, type Place } from "../tree.ts";
import { nodeCreated, nodeUpdated } from "./events.ts";
import type { NodeAuthor, NodeContent, NodeState } from "./schema.ts";
import { nodeTexts } from "./texts.ts";
import type { NodeTranslation } from "./translation.ts";
import type { NodeInput, NodePatch } from "./wire.ts";

/** What is read besides the node itself. */
export interface NodeFacts {
  readonly translating: TranslationContext;
  readonly terms: WantedTerms;
  /** The parent to put it below: undefined to leave it, null for none. */
  readonly parentId: string | null | undefined;
  /** Null if it has no parent, or if there is no such parent. */
  readonly place: Place | null;
}

/** Creates a draft, with the tags that do not exist yet. */
export function decideCreate(
  { id, kind, author }: { readonly id: string; readonly kind: string; readonly author: NodeAuthor },
  input: NodeInput,
  facts: NodeFacts,
  context: Pick<Context, "newId">,
): Result<readonly NewEvent[]> {
  const placed = checkParent(facts, null);
  if (!placed.ok) return placed;
  const terms = decideTerms(facts.terms, facts.translating.defaultLocale, context);
  if (!terms.ok) return terms;
  const translations = settleTexts(nodeTexts, input.translations, facts.translating, id);
  if (!translations.ok) return translations;
  const blocks = settleBlocks(input.blocks, [], facts.translating.locales, context);
  if (!blocks.ok) return blocks;
  const node = {
    author,
    parentId: facts.parentId ?? null,
    position: input.position ?? 0,
    sticky: input.sticky ?? false,
    commentsOpen: input.commentsOpen ?? true,
    template: input.template ?? null,
    tagIds: [...(terms.value.tagIds ?? [])],
    categoryIds: [...(terms.value.categoryIds ?? [])],
    featuredMedia: input.featuredMedia ?? null,
    metadata: input.metadata ?? {},
    translations: [...translations.value],
    blocks: blocks.value ?? [],
  };
  const fitting = checkNodeSize(kind, null, node, input);
  if (!fitting.ok) return fitting;
  const created = nodeCreated.of(id, { ...node, kind, translations: node.translations.map(headOf) });
  return ok([...terms.value.events, { ...created, beside: bodiesOf(node.translations) }]);
}

/** Merges a patch. Emits no event if nothing changes. */
export function decideUpdate(
  current: NodeState,
  patch: NodePatch,
  facts: NodeFacts,
  context: Pick<Context, "newId">,
): Result<readonly NewEvent[]> {
  const placed = checkParent(facts, current.id);
  if (!placed.ok) return placed;
  const terms = decideTerms(facts.terms, facts.translating.defaultLocale, context);
  if (!terms.ok) return terms;
  const { translations: patches = [], tags: _, categories: __, metadata, blocks, ...scalars } = patch;
  const merged = mergeTexts(nodeTexts, current.translations, patches, facts.translating, current.id);
  if (!merged.ok) return merged;
  const settled = settleBlocks(blocks, current.blocks, facts.translating.locales, context);
  if (!settled.ok) return settled;
  const wanted = {
    ...scalars,
    blocks: settled.value,
    parentId: facts.parentId,
    metadata: metadata === null ? {} : metadata,
    tagIds: terms.value.tagIds,
    categoryIds: terms.value.categoryIds,
  };
  const changes = decideChanges(current, wanted, merged.value, patch);
  return changes.ok ? ok([...terms.value.events, ...changes.value]) : changes;
}

/** The fields of a node, as wanted. Undefined for what stays. */
type Wanted = { readonly [Field in Exclude<keyof NodeContent, "translations">]?: unknown };

/** The event of what differs, if anything does. */
export function decideChanges(
  current: NodeState,
  wanted: Wanted,
  texts: { readonly changed: readonly NodeTranslation[]; readonly removed: readonly string[] },
  sent: object,
  revision?: number,
): Result<readonly NewEvent[]> {
  const fields = Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => value !== undefined && !equal(value, current[name as keyof Wanted]),
    ),
  );
  const { changed, removed } = texts;
  if (Object.keys(fields).length === 0 && changed.length === 0 && removed.length === 0) return ok([]);
  const gone = new Set([...removed, ...changed.map(({ locale }) => locale)]);
  const kept = current.translations.filter(({ locale }) => !gone.has(locale));
  const after = { ...current, ...fields, translations: [...kept, ...changed] };
  const fitting = checkNodeSize(current.kind, current, after, sent);
  if (!fitting.ok) return fitting;
  const updated = nodeUpdated.of(current.id, {
    ...fields,
    ...(changed.length > 0 ? { translations: changed.map(headOf) } : {}),
    ...(removed.length > 0 ? { removedLocales: [...removed] } : {}),
    ...(revision === undefined ? {} : { revision }),
  });
  return ok([{ ...updated, beside: bodiesOf(changed) }]);
}

function headOf({ body: _, ...head }: NodeTranslation) {
  return head;
}

function bodiesOf(translations: readonly NodeTranslation[]): Readonly<Record<string, string | null>> {
  return Object.fromEntries(translations.map(({ locale, body }) => [locale, body]));
}

function checkParent({ parentId, place }: NodeFacts, self: string | null): Result<null> {
  if (parentId === undefined || parentId === null) return ok(null);
  if (place === null) return refused(refusalAt("unknown-reference", "/parentId", "There is no such page."));
  return checkPlace(place, self, nodeLimits.depth.value);
}

/** Two bounds: what an event repeats of the state, and the state. */
function checkNodeSize(
  kind: string,
  before: NodeContent | null,
  after: NodeContent,
  sent: object,
): Result<null> {
  const withoutBodies = (node: NodeContent) => ({ ...node, translations: node.translations.map(headOf) });
  const fields = checkSize(nodeLimits.fields, {
    what: `A ${kind} without its bodies`,
    before: before === null ? null : withoutBodies(before),
    after: withoutBodies(after),
    sent,
  });
  return fields.ok ? checkSize(nodeLimits.node, { what: `A ${kind}`, before, after, sent }) : fields;
}
