/** Normalizes text for sorting and searching: removes case, accents, and outer or repeated spaces. */
export function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/\s+/g, " ").trim();
}
