/** What a limit's value counts. */
export type LimitUnit = "bytes" | "characters" | "count" | "levels" | "milliseconds";

/** What a limit applies to: each of them has its own budget. */
export type LimitScope =
  | "value"
  | "request"
  | "response"
  | "caller"
  | "address"
  | "tenant"
  | "isolate"
  | "platform";

/** A bound that the platform keeps, as documented in docs/limits.md. */
export interface Limit {
  readonly name: string;
  readonly value: number;
  readonly unit: LimitUnit;
  readonly per: LimitScope;
  /** What is limited, as a noun phrase: "A JSON body". */
  readonly what: string;
  /** What happens beyond it: a status and code, or what is cut or removed. */
  readonly beyond: string;
}

/** Declares limits by name, so that code reads `limits.jsonBody.value` and the documentation lists them all. */
export function defineLimits<const Name extends string>(
  limits: Readonly<Record<Name, Omit<Limit, "name">>>,
): Readonly<Record<Name, Limit>> {
  const entries = Object.entries<Omit<Limit, "name">>(limits).map(([name, limit]) => [
    name,
    { name, ...limit },
  ]);
  // The entries have the same names as the parameter.
  return Object.fromEntries(entries) as Record<Name, Limit>;
}
