import {
  type PointedError,
  type ProblemCode,
  type Refusal,
  refusal,
  refusalAt,
} from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { groupEvents } from "../events.ts";
import { groupLimits } from "../limits.ts";
import { checkGroupSize } from "../rules.ts";
import type { GroupState } from "../schema.ts";

/** What of the requested products can't be put into a group. */
export interface MemberChecks {
  /** Products that don't exist. */
  readonly unknown: readonly string[];
  /** Products that are in as many groups as a product can be. */
  readonly full: readonly string[];
}

/** Replaces the products of a group, in order. */
export function decideMembers(
  current: GroupState,
  ids: readonly string[],
  { unknown, full }: MemberChecks,
): Result<readonly NewEvent[]> {
  if (unknown.length > 0) return refused(unknownMembers(ids, unknown));
  if (full.length > 0) return refused(inManyGroups(ids, full));
  return decideOrder(current, ids);
}

/**
 * Puts a product into a group, or moves it. Without a position, a new product is the last, and one that is in the group
 * stays where it is.
 */
export function decideMember(
  current: GroupState,
  productId: string,
  position: number | undefined,
  { unknown, full }: MemberChecks,
): Result<readonly NewEvent[]> {
  if (unknown.length > 0) return refused(refusal("not-found", "There is no such product."));
  if (full.length > 0) return refused(refusalAt("too-large", "", mostGroups));
  const { productIds } = current;
  if (productIds.includes(productId) && position === undefined) return ok([]);
  const others = productIds.filter((id) => id !== productId);
  if (others.length >= groupLimits.products.value)
    return refused(refusalAt("too-large", "", mostProducts(current.kind)));
  return decideOrder(current, others.toSpliced(position ?? others.length, 0, productId));
}

/** Takes a product out of a group. */
export function decideWithoutMember(current: GroupState, productId: string): Result<readonly NewEvent[]> {
  if (!current.productIds.includes(productId))
    return refused(refusal("not-found", `The product is not in this ${current.kind}.`));
  return decideOrder(
    current,
    current.productIds.filter((id) => id !== productId),
  );
}

function decideOrder(current: GroupState, productIds: readonly string[]): Result<readonly NewEvent[]> {
  if (equal(productIds, current.productIds)) return ok([]);
  const change = { productIds: [...productIds] };
  const fitting = checkGroupSize(current.kind, current, change, change);
  return fitting.ok ? ok([groupEvents[current.kind].updated.of(current.id, change)]) : fitting;
}

const mostGroups = `A product can be in at most ${groupLimits.groupsOfProduct.value} collections and categories.`;
const mostProducts = (kind: string) => `A ${kind} has at most ${groupLimits.products.value} products.`;

function unknownMembers(ids: readonly string[], unknown: readonly string[]): Refusal {
  const errors = membersAt(ids, unknown, "unknown-reference", "There is no such product.");
  return refusal("unknown-reference", "Some products do not exist.", errors);
}

function inManyGroups(ids: readonly string[], full: readonly string[]): Refusal {
  return refusal("too-large", mostGroups, membersAt(ids, full, "too-large", mostGroups));
}

function membersAt(
  ids: readonly string[],
  some: readonly string[],
  code: ProblemCode,
  detail: string,
): readonly PointedError[] {
  return some.slice(0, maxErrors).map((id) => ({ pointer: `/productIds/${ids.indexOf(id)}`, code, detail }));
}
