/** A shop in a few maps: what must be so, said without events, versions or tables. Keys are the model's own. */
export interface Model {
  readonly products: Map<string, Product>;
  readonly variants: Map<string, Variant>;
  /** Current and former handles alike: a redirect is permanent, so nobody else gets it. */
  readonly ownerByHandle: Map<string, string>;
  /** By age. */
  readonly stockLocations: string[];
  defaultLocation: string;
  readonly levels: Map<string, Level>;
  readonly held: Held[];
  readonly collected: string[];
  /** The languages of the shop. */
  readonly locales: Set<string>;
  suspended: boolean;
  /** The modules that are turned off. */
  readonly off: Set<string>;
  /** How it was when it was saved. */
  saved: Omit<Model, "saved"> | null;
  /** How many there ever were; the next product is `p<n>`, and so on. */
  readonly made: { product: number; variant: number; place: number };
}

export interface Product {
  status: "draft" | "active" | "archived";
  handle: string;
  /** The name of its option. */
  option: string;
  /** The languages it has texts in. */
  readonly locales: Set<string>;
}

export interface Variant {
  readonly product: string;
  sku: string | null;
  /** Of the product's option. */
  value: string;
}

export interface Level {
  stocked: number;
  reserved: number;
}

export interface Held {
  readonly owner: string;
  readonly variant: string;
  readonly place: string;
  quantity: number;
  backordered: number;
}

export function emptyModel(): Model {
  return {
    products: new Map(),
    variants: new Map(),
    ownerByHandle: new Map(),
    stockLocations: ["l0"],
    defaultLocation: "l0",
    levels: new Map(),
    held: [],
    collected: [],
    locales: new Set(["en", "de"]),
    suspended: false,
    off: new Set(),
    saved: null,
    made: { product: 0, variant: 0, place: 1 },
  };
}

export function levelOf(model: Model, variant: string, place: string): Level {
  const key = `${variant} ${place}`;
  const level = model.levels.get(key) ?? { stocked: 0, reserved: 0 };
  model.levels.set(key, level);
  return level;
}

export function variantsOf(model: Model, product: string): readonly string[] {
  return [...model.variants].filter(([, variant]) => variant.product === product).map(([key]) => key);
}

/** The default is the first to be drawn from, then the others by age. */
export function allocationOrder(model: Model): readonly string[] {
  return [model.defaultLocation, ...model.stockLocations.filter((place) => place !== model.defaultLocation)];
}

/** What there is of a variant, and how much of it is promised, over all places there ever were. */
export function totalsOf(model: Model, variant: string): Level {
  const levels = [...model.levels].filter(([key]) => key.startsWith(`${variant} `)).map(([, level]) => level);
  const sum = (field: keyof Level) => levels.reduce((total, level) => total + level[field], 0);
  return { stocked: sum("stocked"), reserved: sum("reserved") };
}
