import { freeHandle } from "../../../kernel/values/handle.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { nodePublished, nodeScheduled } from "../nodes/events.ts";
import { decideCreate, decideUpdate, type NodeFacts } from "../nodes/rules.ts";
import type { NodeAuthor, NodeState } from "../nodes/schema.ts";
import type { ImportedNode, ImportedStatus, ImportOutcome } from "./schema.ts";
import { type Books, decideImportedTerms, type FoundTerm } from "./terms.ts";

/** What is known where a node is imported. */
export interface Importing {
  readonly kind: string;
  readonly current: NodeState | undefined;
  readonly facts: Omit<NodeFacts, "terms">;
  readonly terms: readonly FoundTerm[];
  readonly books: Books;
  readonly author: NodeAuthor;
}

export interface ImportDecision {
  readonly outcome: ImportOutcome;
  readonly events: readonly NewEvent[];
  /** When the node is published by itself. Null if it is not. */
  readonly publishAt: string | null;
}

/** The part of the metadata that says where a node came from. */
const origin = "import";

/**
 * Imports a node: the same version of it once, and another one over what is here. A node that the staff has changed stays as it is
 * until the one that it came from changes too.
 */
export function decideImport(
  { kind, current, facts, terms, books, author }: Importing,
  node: ImportedNode,
  context: Pick<Context, "newId" | "now">,
): Result<ImportDecision> {
  if (current !== undefined && fingerprintOf(current) === node.fingerprint)
    return ok({ outcome: "unchanged", events: [], publishAt: null });
  const locale = facts.translating.defaultLocale;
  const settled = decideImportedTerms(terms, books, locale, context);
  const slug = freeHandle(node.slug, facts.translating.handles.takenNear(locale, node.slug, node.id));
  const { title, excerpt, body, format } = node;
  const metadata = {
    ...node.metadata,
    [origin]: { ...Object(node.metadata[origin]), fingerprint: node.fingerprint },
  };
  const { position, sticky, commentsOpen } = node;
  const translations = [{ locale, title, slug, excerpt, body, format }];
  const sent = { translations, position, sticky, commentsOpen, metadata };
  const known = { ...facts, terms: knownTerms(settled, books) };
  const written =
    current === undefined
      ? decideCreate({ id: node.id, kind, author }, sent, known, context)
      : decideUpdate(current, sent, known, context);
  if (!written.ok) return written;
  const moved = decideStatus(node, current, context.now);
  return ok({
    outcome: current === undefined ? "created" : "updated",
    events: [...settled.events, ...written.value, ...moved.events],
    publishAt: moved.publishAt,
  });
}

function fingerprintOf({ metadata }: NodeState): unknown {
  return Object(metadata[origin]).fingerprint;
}

/** All terms exist by now. */
function knownTerms({ tagIds, categoryIds }: ReturnType<typeof decideImportedTerms>, { tag }: Books) {
  const known = (ids: readonly string[]) => ids.map((id) => ({ text: id, id }));
  return { tags: known(tagIds), categories: known(categoryIds), tagSlugs: tag };
}

/** Publishes what was public. What was to be published while nobody looked is published as of then. Nothing is taken back. */
function decideStatus(
  { id, was }: ImportedNode,
  current: NodeState | undefined,
  now: number,
): Pick<ImportDecision, "events" | "publishAt"> {
  const nothing = { events: [], publishAt: null };
  if (was.status === "draft" || (current?.status ?? "draft") !== "draft") return nothing;
  if (isDue(was, now)) return { events: [nodePublished.of(id, { publishedAt: was.at })], publishAt: null };
  if (current?.publishAt === was.at) return nothing;
  const schedule = { publishAt: was.at, unpublishAt: current?.unpublishAt ?? null };
  return { events: [nodeScheduled.of(id, schedule)], publishAt: was.at };
}

/** Of what is dated in the future, nothing is published yet, whatever it was called. */
function isDue({ at }: Exclude<ImportedStatus, { status: "draft" }>, now: number): boolean {
  return Date.parse(at) <= now;
}
