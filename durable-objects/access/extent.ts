import type { ConditionalAggregate } from "../../src/kernel/access/conditional.ts";
import { type Attributes, type Extent, meets } from "../../src/kernel/access/extent.ts";
import { extentOf, type Permission, type Resource, resourceOf } from "../../src/kernel/access/permission.ts";
import { type Refusal, refusal } from "../../src/kernel/api/problem.ts";
import type { AnyOperation } from "../../src/kernel/operation/workflow.ts";
import type { Context, Target } from "../../src/kernel/write/command.ts";
import type { NewEvent } from "../../src/kernel/write/event.ts";
import type { TransactionDeps } from "../write/deps.ts";

type Deps = Pick<TransactionDeps, "registry" | "storage">;

/** Holds an operation to the conditions of the caller's grant. */
export interface ExtentCheck {
  /** Why the operation may not be about its target. */
  targetProblem(target: Target | null): Refusal | null;
  /** The same answer for what does not exist as for what the caller may not see. */
  hide(refused: Refusal): Refusal;
  /** Why the events may not happen, before they are applied. */
  eventsProblem(events: readonly NewEvent[]): Refusal | null;
  /** Throws if something is no longer within the extent after the events, which undoes them. */
  checkAfter(events: readonly NewEvent[]): void;
}

/** Thrown to roll the transaction back. */
export class LeftExtent extends Error {
  readonly refusal = outside;
}

const hidden = refusal("not-found", "There is nothing of this kind that your role lets you see.");
const outside = refusal("forbidden", "The conditions of your role do not allow this.");

/** Null if the caller's grant has no conditions. */
export function openExtentCheck(
  { registry, storage: { database } }: Deps,
  { access }: Pick<AnyOperation, "access">,
  context: Context,
): ExtentCheck | null {
  const { extent, roles } = context;
  if (extent === "any") return null;
  // Only permissions have conditions.
  const resource = resourceOf(access as Permission);
  const aggregates = roles.conditional.get(resource)?.aggregates ?? {};
  const readable = readableOn(context, resource);
  /** Null if the aggregate does not exist, or if it isn't limited. */
  const attributesOf = ({ type, id }: Target): Attributes | null => {
    const state = registry.aggregateByType.get(type)?.state(database, id) ?? null;
    return state === null ? null : (aggregates[type]?.ofState?.(state) ?? null);
  };
  const isOutside = (target: Target) => {
    const attributes = attributesOf(target);
    return attributes !== null && !meets(attributes, extent);
  };
  return {
    targetProblem(target) {
      const attributes = target === null ? null : attributesOf(target);
      if (attributes === null || meets(attributes, extent)) return null;
      return meets(attributes, readable) ? outside : hidden;
    },
    hide: (refused) => (refused.code === "not-found" ? hidden : refused),
    eventsProblem: (events) =>
      events.some((event) => isOutside(event.aggregate) || !isWithin(aggregates, event, extent))
        ? outside
        : null,
    checkAfter(events) {
      if (events.some(({ aggregate }) => isOutside(aggregate))) throw new LeftExtent(outside.detail);
    },
  };
}

function readableOn({ actor, grants }: Pick<Context, "actor" | "grants">, resource: Resource): Extent {
  return extentOf(actor, grants, `${resource}:read`) ?? [];
}

function isWithin(
  aggregates: Readonly<Record<string, ConditionalAggregate>>,
  event: NewEvent,
  extent: Extent,
): boolean {
  const attributes = aggregates[event.aggregate.type]?.ofEvent?.(event) ?? null;
  return attributes === null || meets(attributes, extent);
}
