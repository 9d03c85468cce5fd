import * as z from "zod";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { guardsOf, nameOf, noSuch, shapeOf, writtenGroup } from "../kinds.ts";
import { type GroupKind, memberInput, membersInput } from "../schema.ts";
import { productsInManyGroups, readGroup } from "../store.ts";
import { decideMember, decideMembers, decideWithoutMember } from "./rules.ts";

/** Returns the ids that don't belong to a product of this tenant. */
export type UnknownProducts = (database: TenantDatabase, ids: readonly string[]) => readonly string[];

const oneMember = z.object({ id: opaqueId, productId: opaqueId });

/** The commands that change which products are in one kind of group, and their order. */
export function memberCommands(kind: GroupKind, unknownProducts: UnknownProducts) {
  return {
    setProducts: setProducts(kind, unknownProducts),
    addProduct: addProduct(kind, unknownProducts),
    removeProduct: removeProduct(kind),
  };
}

function setProducts(kind: GroupKind, unknownProducts: UnknownProducts) {
  return defineCommand({
    name: nameOf(kind, "setProductsOf"),
    access: "categories:update",
    input: membersInput.extend({ id: opaqueId }),
    output: shapeOf(kind),
    guards: guardsOf(kind),
    load(database, { id, productIds }) {
      const ids = [...new Set(productIds.map((productId) => canonicalId(catalogueIds.product, productId)))];
      return { ids, ...loadMembers(database, kind, id, ids, unknownProducts) };
    },
    decide({ current, ids, checks }, _, { tenantId }) {
      if (current === undefined) return refused(noSuch(kind));
      const events = decideMembers(current, ids, checks);
      if (!events.ok) return events;
      return ok({
        events: events.value,
        answer: (database: TenantDatabase) => writtenGroup(database, kind, tenantId, current.id),
      });
    },
  });
}

function addProduct(kind: GroupKind, unknownProducts: UnknownProducts) {
  return defineCommand({
    name: nameOf(kind, "addProductTo"),
    access: "categories:update",
    input: memberInput.extend(oneMember.shape),
    output: shapeOf(kind),
    guards: guardsOf(kind),
    load(database, { id, productId }) {
      const one = canonicalId(catalogueIds.product, productId);
      return { one, ...loadMembers(database, kind, id, [one], unknownProducts) };
    },
    decide({ current, one, checks }, { position }, { tenantId }) {
      if (current === undefined) return refused(noSuch(kind));
      const events = decideMember(current, one, position, checks);
      if (!events.ok) return events;
      return ok({
        events: events.value,
        answer: (database: TenantDatabase) => writtenGroup(database, kind, tenantId, current.id),
      });
    },
  });
}

function removeProduct(kind: GroupKind) {
  return defineCommand({
    name: nameOf(kind, "removeProductFrom"),
    access: "categories:update",
    input: oneMember,
    output: nothing,
    guards: guardsOf(kind),
    load: (database, { id }) => readGroup(database, kind, canonicalId(catalogueIds[kind], id)),
    decide(current, { productId }) {
      if (current === undefined) return refused(noSuch(kind));
      const events = decideWithoutMember(current, canonicalId(catalogueIds.product, productId));
      return events.ok ? ok({ events: events.value, answer: () => null }) : events;
    },
  });
}

function loadMembers(
  database: TenantDatabase,
  kind: GroupKind,
  id: string,
  productIds: readonly string[],
  unknownProducts: UnknownProducts,
) {
  const current = readGroup(database, kind, canonicalId(catalogueIds[kind], id));
  const members = new Set(current?.productIds);
  const added = productIds.filter((one) => !members.has(one));
  const checks = {
    unknown: unknownProducts(database, productIds),
    full: productsInManyGroups(database, added),
  };
  return { current, checks };
}
