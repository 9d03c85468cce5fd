/** A part of a text: what is between an opening and its closing, or what is outside. */
export type Section =
  | { readonly kind: "outside"; readonly text: string }
  | {
      readonly kind: "section";
      /** What opened it. */
      readonly opening: string;
      /** What is between the opening and the closing. */
      readonly inside: string;
      /** All of it. */
      readonly text: string;
    };

/**
 * Cuts a text into sections and what is outside of them, in time that grows with its length only. An opening without a closing
 * opens nothing. Letter case counts in neither.
 */
export function sectionsOf(text: string, opening: RegExp, closing: string): readonly Section[] {
  const sections: Section[] = [];
  const lower = text.toLowerCase();
  // Some letters have a small one of two characters, and then positions differ.
  if (lower.length !== text.length) return [{ kind: "outside", text }];
  let from = 0;
  for (const match of text.matchAll(opening)) {
    if (match.index < from) continue;
    const begin = match.index + match[0].length;
    const end = lower.indexOf(closing, begin);
    if (end < 0) break;
    sections.push({ kind: "outside", text: text.slice(from, match.index) });
    const inside = text.slice(begin, end);
    from = end + closing.length;
    sections.push({ kind: "section", opening: match[0], inside, text: text.slice(match.index, from) });
  }
  return [...sections, { kind: "outside", text: text.slice(from) }];
}
