import { fold } from "../../../../kernel/values/fold.ts";

/** Characters of a snippet, and of those the ones before what was found. */
const length = 200;
const before = 60;

/** The text of HTML that may be cut off anywhere. */
export function textOfHtml(html: string): string {
  return html.replaceAll(/<[^<>]*>?/g, " ").replaceAll(/&(?:#?\w{1,10});/g, " ");
}

/** The part of a plain text around the first word of a search that is in it. Null if there is no text. */
export function snippetOf(source: string, q: string): string | null {
  const text = source.replaceAll(/\s+/g, " ").trim();
  if (text === "") return null;
  const folded = fold(text);
  // A fold that changes the length would point elsewhere: the beginning does then.
  const places =
    folded.length === text.length
      ? fold(q)
          .split(/\s+/)
          .map((word) => folded.indexOf(word))
      : [];
  const first = places.filter((place) => place > 0).toSorted((a, b) => a - b)[0] ?? 0;
  const from = first <= before ? 0 : text.lastIndexOf(" ", first - before) + 1;
  const part = text.slice(from, from + length).toWellFormed();
  const isCut = from + length < text.length;
  const end = isCut ? part.slice(0, Math.max(part.lastIndexOf(" "), length / 2)) : part;
  return `${from > 0 ? "…" : ""}${end.trim()}${isCut ? "…" : ""}`;
}
