import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

/** Whether a field's own selection has a field, in fragments too. */
export function selects(info: GraphQLResolveInfo, name: string): boolean {
  return info.fieldNodes.some(({ selectionSet }) => has(selectionSet, name, info));
}

function has(set: SelectionSetNode | undefined, name: string, info: GraphQLResolveInfo): boolean {
  return (set?.selections ?? []).some((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value === name;
      case Kind.INLINE_FRAGMENT:
        return has(selection.selectionSet, name, info);
      case Kind.FRAGMENT_SPREAD:
        return has(info.fragments[selection.name.value]?.selectionSet, name, info);
    }
  });
}
