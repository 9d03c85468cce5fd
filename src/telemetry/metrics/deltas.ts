import { type Addition, adds, type Family, seriesOf } from "./family.ts";

/** The most series that an isolate keeps. There are fewer combinations of labels that occur. */
const mostSeries = 4_000;
/** The most tenants that it names, those that came first. Others are named once they do something after the next flush. */
const mostTenants = 200;

/** A series and what to add to it: one number, or a histogram's counts by bucket and its sum. */
export type Delta = readonly [series: string, numbers: readonly number[]];

/** What an isolate has counted since it last handed that over. */
export interface Deltas {
  readonly isEmpty: boolean;
  add(addition: Addition): void;
  /** Notes that a tenant has done something. This is no label. */
  saw(tenantId: string): void;
  take(): { readonly deltas: readonly Delta[]; readonly tenants: readonly string[] };
}

/** Creates empty deltas. `others` counts the samples whose labels became `other`. */
export function createDeltas(others: () => Family, most = mostSeries): Deltas {
  let numbersBySeries = new Map<string, number[]>();
  let tenants = new Set<string>();
  const numbersOf = (family: Family, series: string) => {
    const known = numbersBySeries.get(series);
    if (known !== undefined) return known;
    const fresh = new Array<number>(family.bounds === null ? 1 : family.bounds.length + 2).fill(0);
    numbersBySeries.set(series, fresh);
    return fresh;
  };
  const add = ({ family, labels, value }: Addition): void => {
    let isOther = false;
    const closed = family.values.map((values, index) => {
      const label = labels[index] ?? "";
      if (values.has(label)) return label;
      isOther = true;
      return "other";
    });
    let series = seriesOf(family, closed);
    if (numbersBySeries.size >= most && !numbersBySeries.has(series) && family.labels.length > 0) {
      isOther = true;
      series = othersOf(series);
    }
    count(family, numbersOf(family, series), value);
    if (isOther) add(adds(others()));
  };
  return {
    get isEmpty() {
      return numbersBySeries.size === 0;
    },
    add,
    saw(tenantId) {
      if (tenants.size < mostTenants) tenants.add(tenantId);
    },
    take() {
      const taken = { deltas: [...numbersBySeries], tenants: [...tenants] };
      numbersBySeries = new Map();
      tenants = new Set();
      return taken;
    },
  };
}

/** The series of a family that takes what has no series of its own. */
function othersOf(series: string): string {
  const [name, ...labels] = series.split("\t");
  return [name, ...labels.map(() => "other")].join("\t");
}

function count({ bounds }: Family, numbers: number[], value: number): void {
  if (bounds === null) {
    numbers[0] = (numbers[0] ?? 0) + value;
    return;
  }
  const fits = bounds.findIndex((bound) => value <= bound);
  const bucket = fits === -1 ? bounds.length : fits;
  numbers[bucket] = (numbers[bucket] ?? 0) + 1;
  const sum = bounds.length + 1;
  numbers[sum] = (numbers[sum] ?? 0) + value;
}
