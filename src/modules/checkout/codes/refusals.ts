import { type PointedError, type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { codeProblem } from "../../promotions/index.ts";

interface Buyer {
  readonly customerId: string | null;
  readonly email: string | null;
}

const details = {
  "code-unknown": "There is no such code.",
  "code-expired": "The code has expired.",
  "code-used-up": "The code has been used as often as it may be.",
} as const;

/** Why a code cannot be entered; null if it can. */
export function codeRefusal(
  database: TenantDatabase,
  code: string,
  buyer: Buyer,
  now: number,
): Refusal | null {
  const problem = problemOf(database, code, buyer, now);
  return problem === null ? null : refusalAt(problem, "/code", details[problem]);
}

/** Why one of the codes of a checkout cannot be entered; null if all can. */
export function codesRefusal(
  database: TenantDatabase,
  codes: readonly string[],
  buyer: Buyer,
  now: number,
): Refusal | null {
  const problems = codes.map((code) => problemOf(database, code, buyer, now));
  const first = problems.find((problem) => problem !== null);
  if (first === undefined || first === null) return null;
  const errors = problems.flatMap((code, index): readonly PointedError[] =>
    code === null ? [] : [{ pointer: `/codes/${index}`, code, detail: details[code] }],
  );
  return refusal(first, details[first], errors);
}

function problemOf(database: TenantDatabase, code: string, buyer: Buyer, now: number) {
  const { customerId: id, email } = buyer;
  return codeProblem(database, code, { buyer: { id, email }, now: new Date(now).toISOString() });
}
