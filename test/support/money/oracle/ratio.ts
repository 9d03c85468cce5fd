/** An exact fraction that is not negative. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

export function ratio(over: bigint, under = 1n): Ratio {
  if (over < 0n || under <= 0n) throw new Error(`${over}/${under} is no amount`);
  return { over, under };
}

export function plus(a: Ratio, b: Ratio): Ratio {
  return ratio(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function times(a: Ratio, b: Ratio): Ratio {
  return ratio(a.over * b.over, a.under * b.under);
}

export function by(a: Ratio, b: Ratio): Ratio {
  return ratio(a.over * b.under, a.under * b.over);
}

/** Below 0 if `a` is the smaller, above if it is the larger. */
export function compare(a: Ratio, b: Ratio): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Half goes up: away from zero, as nothing is below it. */
export function rounded({ over, under }: Ratio): bigint {
  return (2n * over + under) / (2n * under);
}

/** Basis points as a fraction. */
export function rateOf(points: number): Ratio {
  return ratio(BigInt(points), 10_000n);
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, one) => total + one, 0n);
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** Largest remainder: all are rounded down, then the missing units go where most was cut off, of equals to the earlier. */
export function shared(whole: bigint, weights: readonly Ratio[]): readonly bigint[] {
  const total = weights.reduce(plus, ratio(0n));
  if (total.over === 0n) return weights.map(() => 0n);
  const exact = weights.map((weight) => by(times(ratio(whole), weight), total));
  const shares = exact.map(({ over, under }) => over / under);
  const cutOff = exact.map(({ over, under }) => ratio(over % under, under));
  const order = [...cutOff.keys()].sort((a, b) => compareAt(cutOff, b, a) || a - b);
  for (const index of order.slice(0, Number(whole - sum(shares)))) shares[index] = (shares[index] ?? 0n) + 1n;
  return shares;
}

function compareAt(values: readonly Ratio[], a: number, b: number): number {
  const [left, right] = [values[a], values[b]];
  if (left === undefined || right === undefined) throw new Error("there is no such value");
  return compare(left, right);
}
