import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { customerIds } from "../ids.ts";
import { readCustomer } from "../store.ts";
import { customerGroupDeleted } from "./events.ts";
import { decideGroup, decideGroupChange, decideMembers, type Member } from "./rules.ts";
import {
  type CustomerGroup,
  type CustomerGroupResponse,
  customerGroupInput,
  customerGroupMembersInput,
  customerGroupPatch,
  customerGroupResponse,
} from "./schema.ts";
import { customerGroupAggregate, readGroup, readGroups } from "./store.ts";

export const noSuchGroup = refusal("not-found", "There is no such customer group.");

const byId = z.object({ id: opaqueId });
const groupIdOf = ({ id }: { readonly id: string }) => canonicalId(customerIds.customerGroup, id);
const guards = (input: { readonly id: string }) => ({
  type: customerGroupAggregate.type,
  id: groupIdOf(input),
});

export const createGroup = defineCommand({
  name: "customers.createGroup",
  access: "customers:create",
  input: customerGroupInput,
  output: customerGroupResponse,
  load: loadOthers,
  decide(others, input, { newId }) {
    const id = newId(customerIds.customerGroup);
    const events = decideGroup(id, input, others);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenGroup(database, id) });
  },
});

export const updateGroup = defineCommand({
  name: "customers.updateGroup",
  access: "customers:update",
  input: byId.extend({ patch: customerGroupPatch }),
  output: customerGroupResponse,
  guards,
  load: (database, input) => ({
    group: readGroup(database, groupIdOf(input)),
    others: loadOthers(database),
  }),
  decide({ group, others }, { patch }) {
    if (group === undefined) return refused(noSuchGroup);
    const events = decideGroupChange(group, patch, others);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenGroup(database, group.id) });
  },
});

export const deleteGroup = defineCommand({
  name: "customers.deleteGroup",
  access: "customers:delete",
  input: byId,
  output: nothing,
  guards,
  load: (database, input) => readGroup(database, groupIdOf(input)),
  decide(group) {
    if (group === undefined) return refused(noSuchGroup);
    return ok({ events: [customerGroupDeleted.of(group.id, {})], answer: () => null });
  },
});

/** Adds customers to a group, and removes others from it. */
export const changeMembers = defineCommand({
  name: "customers.changeGroupMembers",
  access: "customers:update",
  input: customerGroupMembersInput.safeExtend(byId.shape),
  output: customerGroupResponse,
  guards,
  load(database, input) {
    const { add = [], remove = [] } = input;
    const members = (ids: readonly string[], field: string) =>
      ids.map((id, index) => memberOf(database, id, `/${field}/${index}`));
    return { ...loadGroup(database, input), add: members(add, "add"), remove: members(remove, "remove") };
  },
  decide({ group, living, ...members }) {
    if (group === undefined) return refused(noSuchGroup);
    const events = decideMembers(group.id, members, living);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenGroup(database, group.id) });
  },
});

const byMember = byId.extend({ customerId: opaqueId });

export const addMember = changeMember("customers.addGroupMember", (member) => ({
  add: [member],
  remove: [],
}));
export const removeMember = changeMember("customers.removeGroupMember", (member) => ({
  add: [],
  remove: [member],
}));

/** One customer, who is named in the path. */
function changeMember(
  name: string,
  change: (member: Member) => { readonly add: readonly Member[]; readonly remove: readonly Member[] },
) {
  return defineCommand({
    name,
    access: "customers:update",
    input: byMember,
    output: nothing,
    guards,
    load: (database, input) => ({
      ...loadGroup(database, input),
      member: memberOf(database, input.customerId, ""),
    }),
    decide({ group, living, member }) {
      if (group === undefined) return refused(noSuchGroup);
      if (member.customer === undefined) return refused(refusal("not-found", "There is no such customer."));
      const events = decideMembers(group.id, change(member), living);
      return events.ok ? ok({ events: events.value, answer: () => null }) : events;
    },
  });
}

/** The wire shape of a group. */
export function toGroupResponse(database: TenantDatabase, group: CustomerGroup): CustomerGroupResponse {
  return { ...group, version: versionOf(database, customerGroupAggregate.type, group.id) };
}

function writtenGroup(database: TenantDatabase, id: string): CustomerGroupResponse {
  const group = readGroup(database, id);
  if (group === undefined) throw new Error(`${id} was just written but cannot be read`);
  return toGroupResponse(database, group);
}

function loadOthers(database: TenantDatabase) {
  const groups = readGroups(database);
  return { count: groups.length, handles: new Set(groups.map(({ handle }) => handle)) };
}

function loadGroup(database: TenantDatabase, input: { readonly id: string }) {
  const living = new Set(readGroups(database).map(({ id }) => id));
  return { group: readGroup(database, groupIdOf(input)), living };
}

function memberOf(database: TenantDatabase, id: string, pointer: string): Member {
  return { customer: readCustomer(database, canonicalId(customerIds.customer, id)), pointer };
}
