import { type Envelope, pictureIn } from "../../../kernel/event.ts";
import type { View } from "../../../kernel/module.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { allGroupEvents } from "../groups/events.ts";
import { type GroupKind, groupPicture } from "../groups/schema.ts";
import { groupHandles, groupMembers, productGroups } from "./group-tables.ts";

/** Collections and categories, with where their handles lead and what is in them. */
export const groupView: View = {
  name: "product-groups",
  consumes: allGroupEvents.map(({ type }) => type),
  tables: [productGroups, groupHandles, groupMembers],
  project(run, tenantId) {
    const last = new Map(
      run.filter((event) => pictureIn(event) !== undefined).map((event) => [event.aggregate.id, event]),
    );
    const written = [...last.values()].map(({ aggregate }) => aggregate);
    const alive = [...last.values()].flatMap((event) => {
      const picture = groupPicture.safeParse(pictureIn(event));
      return picture.success ? [{ picture: picture.data, version: event.aggregate.version }] : [];
    });
    const parent = { table: productGroups, property: "groupId", index: "group" };
    const handles = alive.flatMap(({ picture, version }) => {
      const shared = { tenantId, kind: picture.kind, groupId: picture.id, version };
      return [
        ...picture.redirects.map(({ locale, handle }) => ({ ...shared, locale, handle, current: 0 })),
        ...picture.translations.map(({ locale, handle }) => ({ ...shared, locale, handle, current: 1 })),
      ];
    });
    const members = alive.flatMap(({ picture, version }) =>
      picture.productIds.map((productId, position) => ({
        tenantId,
        groupId: picture.id,
        productId,
        version,
        position,
      })),
    );
    return [
      ...upsertNewer(
        productGroups,
        [...last.values()].map((event) => row(event, tenantId)),
      ),
      ...replaceChildren(groupHandles, parent, tenantId, written, handles),
      ...replaceChildren(groupMembers, parent, tenantId, written, members),
    ];
  },
  sweep: (before) => [{ sql: "DELETE FROM product_groups WHERE deleted_at < ?1", params: [before] }],
};

function row(event: Envelope, tenantId: string) {
  const picture = groupPicture.safeParse(pictureIn(event));
  return {
    tenantId,
    id: event.aggregate.id,
    version: event.aggregate.version,
    // A group's aggregate type is its kind.
    kind: event.aggregate.type as GroupKind,
    parentId: picture.success ? picture.data.parentId : null,
    picture: JSON.stringify(picture.success ? picture.data : null),
    deletedAt: picture.success ? null : event.occurredAt,
  };
}
