/** What no line of the log may have, wherever it comes from: an error's message can quote what it was given. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, "[credential]"],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, "[token]"],
  [/\b(?:sk|pk|rk|cart|inv|prv)_[\w-]{16,}/g, "[token]"],
  [/[^\s@"'<>()]{1,64}@[^\s@"'<>()]{1,128}/g, "[email]"],
  // What a parser of JSON was given.
  [/"[^"]*"?(?=(?:\.\.\.)? is not valid JSON)/g, "[text]"],
  // A long random text in base64url: a token or a signature. Not an id, which has a prefix and no small letters, and not a name
  // in code, which has no two capitals in a row and no digits.
  [
    /(?<![\w-])(?![a-z]{1,10}_[0-9A-Z]{26}(?![\w-]))(?![A-Za-z][a-z]*(?:[A-Z][a-z]+)*(?![\w-]))(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{27,}/g,
    "[token]",
  ],
];

/** A text without credentials, tokens and e-mail addresses, and no longer than a line may be. */
export function redacted(text: string, mostLength: number): string {
  // A text that is cut first can't take long.
  let clean = text.slice(0, mostLength * 2);
  for (const [pattern, mark] of secrets) clean = clean.replaceAll(pattern, mark);
  return clean.length <= mostLength ? clean : `${clean.slice(0, mostLength)}…`;
}
