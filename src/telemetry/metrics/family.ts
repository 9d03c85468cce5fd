import type { Closed } from "../../kernel/telemetry/measure.ts";

/** A counter or a histogram, with the values that its labels may have. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** The values of each label. Any other becomes `other`. */
  readonly values: readonly Closed[];
  /** The upper bounds of a histogram's buckets. Null for a counter. */
  readonly bounds: readonly number[] | null;
  /** The labels of series that exist before they have counted anything, so that an alert sees the first time. */
  readonly zeros: () => readonly (readonly string[])[];
}

/** What is added to a series: to a counter an amount, to a histogram one value. */
export interface Addition {
  readonly family: Family;
  readonly labels: readonly string[];
  readonly value: number;
}

/** Label values by label. */
export type Labels = Readonly<Record<string, Iterable<string>>>;
type Zeros = "all" | (() => readonly (readonly string[])[]);

/** Declares a counter. With `all`, every combination of labels exists from the start. */
export function counter(name: string, help: string, labels: Labels = {}, zeros: Zeros = () => []): Family {
  const values = Object.values(labels).map((one) => new Set(one));
  return {
    name,
    help,
    labels: Object.keys(labels),
    values,
    bounds: null,
    zeros: zeros === "all" ? () => combinationsOf(values) : zeros,
  };
}

/** Declares a histogram of seconds. */
export function histogram(name: string, help: string, labels: Labels, bounds: readonly number[]): Family {
  return { ...counter(name, help, labels), bounds };
}

/** Adds to a series of a family. */
export function adds(family: Family, labels: readonly string[] = [], value = 1): Addition {
  return { family, labels, value };
}

/**
 * The name of a series, as isolates and the object know it. No label has a tab. A histogram's bounds are part of it, because
 * counts of other buckets cannot be added, and during a deployment isolates with both hand over.
 */
export function seriesOf(family: Family, labels: readonly string[]): string {
  return [keyOf(family), ...labels].join("\t");
}

/** What the names of all series of a family begin with, up to the first tab. */
export function keyOf({ name, bounds }: Family): string {
  return bounds === null ? name : `${name} ${bounds.join(" ")}`;
}

function combinationsOf(values: readonly Closed[]): readonly (readonly string[])[] {
  return values.reduce<readonly (readonly string[])[]>(
    (found, next) => found.flatMap((labels) => [...next].map((value) => [...labels, value])),
    [[]],
  );
}
