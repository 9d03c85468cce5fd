/** A text without the characters that XML 1.0 has no way to write, and without other control characters. It still has to be escaped. */
export function xmlText(text: string): string {
  return text.toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, "");
}
