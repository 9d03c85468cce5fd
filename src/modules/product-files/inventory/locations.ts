/** A location as the tenant has it. */
export interface NamedLocation {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
}

/** The location that a name stands for, or why there is none. */
export type FoundLocation =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly detail: string };

/** Finds locations by what a file calls them. */
export interface LocationNames {
  find(name: string): FoundLocation;
  /** The default location, for files that name none. */
  main(): FoundLocation;
}

/** Names are compared as they are written, and without regard to case if that tells one location. */
export function locationNames(locations: readonly NamedLocation[]): LocationNames {
  const isEqual = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return {
    find(name) {
      const wanted = name.trim();
      const exact = locations.filter((location) => location.name === wanted);
      const found = exact.length > 0 ? exact : locations.filter((location) => isEqual(location.name, wanted));
      const [first, second] = found;
      if (first === undefined) return { ok: false, detail: `There is no location "${shortened(wanted)}".` };
      if (second !== undefined) return { ok: false, detail: `Several locations are named "${first.name}".` };
      return { ok: true, id: first.id };
    },
    main() {
      const location = locations.find(({ isDefault }) => isDefault);
      return location === undefined
        ? { ok: false, detail: "There is no default location." }
        : { ok: true, id: location.id };
    },
  };
}

function shortened(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}
