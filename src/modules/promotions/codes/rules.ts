import { refusal } from "../../../kernel/api/problem.ts";
import type { Id } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { promotionLimits } from "../limits.ts";
import type { Promotion } from "../promotion/schema.ts";
import { codeKeyOf } from "./code.ts";
import { codesDeleted, codesGenerated } from "./events.ts";
import { batchSize, type CodesInput } from "./schema.ts";

/** Crockford's base 32: without I, L, O and U, which are easily misread. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

interface Generation {
  /** Secret, and long enough that nobody can guess it. */
  readonly seed: string;
  readonly digest: (text: string) => string;
  readonly isTaken: (key: string) => boolean;
}

/** Makes codes that nobody can guess, and that no promotion has. */
export function generateCodes(
  { count, prefix = "", length }: CodesInput,
  { seed, digest, isTaken }: Generation,
): readonly string[] {
  const codes = new Map<string, string>();
  for (let index = 0; codes.size < count; index += 1) {
    const code = `${prefix}${lettersOf(digest(`${seed} ${index}`), length)}`;
    const key = codeKeyOf(code);
    if (!isTaken(key)) codes.set(key, code);
  }
  return [...codes.values()];
}

/** Adds generated codes to a promotion, in batches. */
export function decideCodes(
  { id, codes: named }: Pick<Promotion, "id" | "codes">,
  codes: readonly string[],
  stored: number,
  newId: () => Id<"promotionCodes">,
): Result<readonly NewEvent[]> {
  if (named === null) return refused(automatic);
  const most = promotionLimits.storedCodes.value;
  if (stored + codes.length > most)
    return refused(refusal("too-large", `A tenant has at most ${most} codes.`));
  const batches = Array.from({ length: Math.ceil(codes.length / batchSize) }, (_, index) =>
    codes.slice(index * batchSize, (index + 1) * batchSize),
  );
  return ok(batches.map((batch) => codesGenerated.of(newId(), { promotionId: id, codes: batch })));
}

export function decideCodesDeletion(batchIds: readonly string[]): readonly NewEvent[] {
  return batchIds.map((id) => codesDeleted.of(id, {}));
}

const automatic = refusal("validation-failed", "The promotion applies by itself, so it has no codes.", [
  { pointer: "", code: "validation-failed", detail: "Set `codes` to an empty list first." },
]);

/** The first letters of a digest: of each of its characters, the lower five bits. */
function lettersOf(digest: string, length: number): string {
  return [...digest.slice(0, length)].map((char) => alphabet[sixBitsOf(char) % 32]).join("");
}

const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function sixBitsOf(char: string): number {
  return base64url.indexOf(char);
}
