import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { freeHandle, handleFromTitle } from "../../../kernel/values/handle.ts";
import { equal, sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { customerGroupsChanged } from "../events.ts";
import { customerLimits } from "../limits.ts";
import type { Customer } from "../schema.ts";
import { customerGroupCreated, customerGroupUpdated } from "./events.ts";
import type { CustomerGroup, CustomerGroupInput, CustomerGroupPatch } from "./schema.ts";

/** What creating or renaming a group depends on. */
export interface OtherGroups {
  readonly count: number;
  readonly handles: ReadonlySet<string>;
}

/** A new group. Only a handle that is made from the name gets a suffix. */
export function decideGroup(
  id: string,
  { name, handle }: CustomerGroupInput,
  { count, handles }: OtherGroups,
): Result<readonly NewEvent[]> {
  const { value: most } = customerLimits.groups;
  if (count >= most) return refused(refusal("too-large", `A shop has at most ${most} customer groups.`));
  if (handle !== undefined && handles.has(handle)) return refused(duplicate(handle));
  const wanted = handle ?? freeHandle(handleFromTitle(name), handles);
  return ok([customerGroupCreated.of(id, { name, handle: wanted })]);
}

/** Changes a group. No event if nothing changes. */
export function decideGroupChange(
  group: CustomerGroup,
  patch: CustomerGroupPatch,
  { handles }: Pick<OtherGroups, "handles">,
): Result<readonly NewEvent[]> {
  const { name = group.name, handle = group.handle } = sentFields(patch);
  if (handle !== group.handle && handles.has(handle)) return refused(duplicate(handle));
  const changes = {
    ...(name === group.name ? {} : { name }),
    ...(handle === group.handle ? {} : { handle }),
  };
  return ok(equal(changes, {}) ? [] : [customerGroupUpdated.of(group.id, changes)]);
}

/** A customer whose membership changes, and where the request names it. */
export interface Member {
  readonly customer: Customer | undefined;
  readonly pointer: string;
}

/** Adds customers to a group and removes others. `living` are the groups that exist. All of it, or nothing. */
export function decideMembers(
  groupId: string,
  { add, remove }: { readonly add: readonly Member[]; readonly remove: readonly Member[] },
  living: ReadonlySet<string>,
): Result<readonly NewEvent[]> {
  const unknown = [...add, ...remove].flatMap(({ customer, pointer }): readonly PointedError[] =>
    customer === undefined
      ? [{ pointer, code: "unknown-reference", detail: "There is no such customer." }]
      : [],
  );
  if (unknown.length > 0) return refused(refusal("unknown-reference", "There is no such customer.", unknown));
  const { value: most } = customerLimits.groupsOfCustomer;
  const full = add.flatMap(({ customer, pointer }): readonly PointedError[] => {
    const others = customer?.groupIds.filter((id) => id !== groupId && living.has(id)) ?? [];
    const detail = `A customer is in at most ${most} groups.`;
    return others.length >= most ? [{ pointer, code: "too-large", detail }] : [];
  });
  if (full.length > 0) return refused(refusal("too-large", `A customer is in at most ${most} groups.`, full));
  return ok([
    ...add.flatMap(({ customer }) => membership(customer, groupId, true, living)),
    ...remove.flatMap(({ customer }) => membership(customer, groupId, false, living)),
  ]);
}

/** No event if nothing changes. Groups that no longer exist leave the customer with the next change. */
function membership(
  customer: Customer | undefined,
  groupId: string,
  isMember: boolean,
  living: ReadonlySet<string>,
): readonly NewEvent[] {
  if (customer === undefined || customer.groupIds.includes(groupId) === isMember) return [];
  const gone = customer.groupIds.filter((id) => !living.has(id));
  const change = isMember ? { added: [groupId], removed: gone } : { added: [], removed: [...gone, groupId] };
  return [customerGroupsChanged.of(customer.id, change)];
}

function duplicate(handle: string) {
  return refusalAt("duplicate-handle", "/handle", `Another group has the handle ${handle}.`);
}
