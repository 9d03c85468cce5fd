/** The kinds of things that an item can lead to, by the field that has the thing's id. */
export const targetTypes = {
  pageId: "page",
  postId: "post",
  collectionId: "collection",
  categoryId: "category",
  contentCategoryId: "contentCategory",
  productId: "product",
} as const;

export type TargetField = keyof typeof targetTypes;
export type TargetType = (typeof targetTypes)[TargetField];

// The names of the object above.
export const targetFields = Object.keys(targetTypes) as readonly TargetField[];

/** A thing that an item leads to. */
export interface Target {
  readonly field: TargetField;
  readonly type: TargetType;
  readonly id: string;
}

type Targeted = { readonly [Field in TargetField]?: string | undefined };

/** The thing that an item leads to. Null for a link to elsewhere, and for a heading. */
export function targetOf(item: Targeted): Target | null {
  for (const field of targetFields) {
    const id = item[field];
    if (id !== undefined) return { field, type: targetTypes[field], id };
  }
  return null;
}

interface Nested extends Targeted {
  readonly children?: readonly Nested[] | undefined;
}

/** All items of a menu, each with the pointer to it. Those below one follow it. */
export function flatItems<Item extends Nested & { readonly children?: readonly Item[] | undefined }>(
  items: readonly Item[],
  pointer = "/items",
): readonly { readonly item: Item; readonly pointer: string }[] {
  return items.flatMap((item, index) => {
    const own = `${pointer}/${index}`;
    return [{ item, pointer: own }, ...flatItems(item.children ?? [], `${own}/children`)];
  });
}

/** Everything that a menu leads to, each thing once. */
export function targetsOf(items: readonly Nested[]): readonly Target[] {
  const targets = flatItems(items).flatMap(({ item }) => targetOf(item) ?? []);
  return [...new Map(targets.map((target) => [keyOf(target), target])).values()];
}

/** Tells things of all kinds apart. */
export function keyOf({ type, id }: Pick<Target, "type" | "id">): string {
  return `${type}:${id}`;
}
