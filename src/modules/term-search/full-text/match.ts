import type { AskedChunk, AskedWord, Question } from "./question.ts";
import type { Label } from "./terms-of-texts.ts";
import { labelTerm } from "./terms-of-texts.ts";

/** Search terms and labels to find documents by. Several values of one label mean any of them. */
export interface SearchRequest {
  readonly question: Question | null;
  readonly labels: Readonly<Record<Label, readonly string[]>>;
  /** Whether to find what is published only. Otherwise also drafts and archived ones. */
  readonly onSale: boolean;
}

/**
 * The request in FTS5's query syntax. Every term starts with the tenant's id, so a search can't reach other tenants.
 * Terms are letters and digits only, so they can't contain operators.
 *
 * @returns null if the request is empty.
 */
export function matchOf(tenantId: string, request: SearchRequest): string | null {
  const scopes = scopesOf(tenantId, request.onSale);
  const conditions = [
    ...(request.question === null ? [] : [questionMatch(scopes, request.question)]),
    ...labelMatches(scopes, request.labels),
  ];
  return conditions.length === 0 ? null : conditions.join(" AND ");
}

/** Like `matchOf`, for documents with all words in their title. Null without a search text. */
export function titleMatchOf(tenantId: string, request: SearchRequest): string | null {
  if (request.question === null) return null;
  const scopes = scopesOf(tenantId, request.onSale);
  const inTitle = `({titles} : ${questionMatch(scopes, request.question)})`;
  return [inTitle, ...labelMatches(scopes, request.labels)].join(" AND ");
}

/** The prefixes that the trigger `search_documents_written` writes. */
function scopesOf(tenantId: string, onSale: boolean): readonly string[] {
  const tenant = tenantId.replaceAll("_", "").toLowerCase();
  return onSale ? [`${tenant}a`] : [`${tenant}a`, `${tenant}z`];
}

function questionMatch(scopes: readonly string[], { chunks, whole }: Question): string {
  // No document has an empty term, so this matches nothing.
  if (chunks.length === 0 || whole === null) return term(scopes, "");
  const words = chunks.map((chunk) => chunkMatch(scopes, chunk)).join(" AND ");
  return `((${words}) OR ${term(scopes, whole.code)} OR ${term(scopes, whole.word)})`;
}

function chunkMatch(scopes: readonly string[], { words, whole, runs, code }: AskedChunk): string {
  const all = (list: readonly AskedWord[]) => list.map((word) => wordMatch(scopes, word)).join(" AND ");
  const others = [
    ...(runs.length === 0 ? [] : [`(${all(runs)})`]),
    ...(whole === null ? [] : [wordMatch(scopes, whole)]),
    ...(code === null ? [] : [term(scopes, code)]),
  ];
  return `(${[`(${all(words)})`, ...others].join(" OR ")})`;
}

function wordMatch(scopes: readonly string[], { exact, spellings, stem, begins }: AskedWord): string {
  const ways = [
    term(scopes, exact, begins),
    ...[...spellings, stem ?? []].flat().map((one) => term(scopes, one)),
  ];
  return `(${ways.join(" OR ")})`;
}

function labelMatches(scopes: readonly string[], labels: SearchRequest["labels"]): readonly string[] {
  return (["tag", "vendor", "type"] as const)
    .filter((label) => labels[label].length > 0)
    .map((label) => `(${labels[label].map((text) => term(scopes, labelTerm(label, text))).join(" OR ")})`);
}

function term(scopes: readonly string[], text: string, begins = false): string {
  const ways = scopes.map((scope) => `"${scope}${text}"${begins ? " *" : ""}`);
  return ways.length === 1 ? ways.join("") : `(${ways.join(" OR ")})`;
}
