import * as z from "zod";
import type { PointedError } from "../api/problem.ts";
import type { TenantDatabase } from "../storage/storage.ts";
import { defineEvent, type EventDefinition, type NewEvent, type Portable } from "./event.ts";
import type { StateDefinition } from "./state.ts";

/** When and where an imported aggregate is written. */
export interface Arrival {
  readonly tenantId: string;
  /** RFC 3339. */
  readonly at: string;
}

/** How one type of aggregate leaves a tenant in an export, and how another tenant takes it over. */
export interface Transfer<State = unknown, Extra = unknown> {
  /** The type of the aggregate. */
  readonly aggregate: string;
  readonly definition: StateDefinition<State>;
  /** The event by which it comes into the tenant that imports it. Its state is all that it says. */
  readonly imported: EventDefinition<{ readonly from: string }>;
  readonly extra: z.ZodType<Extra>;
  /** Whether it has names that another aggregate of the type can take over, such as a handle. */
  readonly hasNames: boolean;
  /** How it is exported, without what makes sense in its own tenant only. */
  pack(database: TenantDatabase, portable: Omit<Portable<State>, "extra">): Portable<State, Extra>;
  /** Those that exist without an event, until their first change. */
  implicit(database: TenantDatabase, tenantId: string): readonly Omit<Portable<State>, "extra">[];
  /** Removes those of the tenant that imports, because it takes over the other tenant's. */
  withoutImplicit(tenantId: string): readonly NewEvent[];
  /** The id in the tenant that imports. */
  idIn(tenantId: string, id: string): string;
  /** Why it can't be imported. Pointers lead into `{ state, extra }`. */
  conflicts(database: TenantDatabase, portable: Portable<State, Extra>): readonly PointedError[];
  /** Writes it in place of what is there. */
  write(database: TenantDatabase, portable: Portable<State, Extra>, arrival: Arrival): void;
  /** Removes it, because the export says later that it is gone. Null if nobody can delete one. */
  readonly remove: ((database: TenantDatabase, id: string) => void) | null;
  /** What an import that has ended lacks: sentences, at most a few. */
  missing(database: TenantDatabase, tenantId: string): readonly string[];
}

type TransferSpec<State, Extra> = {
  /** The name of `imported`: `area.thing.imported`. */
  readonly event: string;
  readonly remove?: Transfer<State, Extra>["remove"];
  readonly write: Transfer<State, Extra>["write"];
} & Partial<
  Pick<
    Transfer<State, Extra>,
    "extra" | "hasNames" | "pack" | "implicit" | "withoutImplicit" | "idIn" | "conflicts" | "missing"
  >
>;

/** What an aggregate without anything besides its state has. */
const nothingElse = z.object({});

/** Declares how a type of aggregate is exported and imported. */
export function defineTransfer<State, Extra = object>(
  definition: StateDefinition<State>,
  { event, ...spec }: TransferSpec<State, Extra>,
): Transfer {
  const transfer = {
    aggregate: definition.aggregate,
    definition,
    imported: defineEvent(event, definition.aggregate, () => z.object({ from: z.string() })).published(),
    extra: nothingElse,
    hasNames: false,
    pack: (_: TenantDatabase, portable: Omit<Portable<State>, "extra">) => ({ ...portable, extra: {} }),
    implicit: () => [],
    withoutImplicit: () => [],
    idIn: (_: string, id: string) => id,
    conflicts: () => [],
    remove: null,
    missing: () => [],
    ...spec,
  };
  // States and extras reach it only after its own schemas have parsed them.
  return transfer as unknown as Transfer;
}
