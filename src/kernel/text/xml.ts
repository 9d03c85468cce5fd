/** A text without the characters that XML 1.0 has no way to write, such as control characters. It still has to be escaped. */
export function xmlText(text: string): string {
  return text.toWellFormed().replaceAll(impossible, "");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
const impossible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
