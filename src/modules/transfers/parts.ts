import type { Module } from "../../kernel/module.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import type { Transfer } from "../../kernel/write/transfer.ts";

/** What is exported of a tenant: the types of aggregates in their order, and how each is read and written. */
export interface Parts {
  readonly types: readonly string[];
  readonly transferByType: ReadonlyMap<string, Transfer>;
  /** The state of an aggregate; null once it is deleted. */
  readonly stateOf: (database: TenantDatabase, type: string, id: string) => unknown;
}

/** Collects what the modules export. What one refers to comes before it, as far as modules require each other. */
export function partsOf(modules: readonly Module[]): Parts {
  const transfers = modules.flatMap((module) => module.transfers);
  const aggregateByType = new Map(
    modules.flatMap((module) => module.aggregates.map((aggregate) => [aggregate.type, aggregate])),
  );
  return {
    types: transfers.map(({ aggregate }) => aggregate),
    transferByType: new Map(transfers.map((transfer) => [transfer.aggregate, transfer])),
    stateOf: (database, type, id) => aggregateByType.get(type)?.state(database, id) ?? null,
  };
}
