import {
  type FragmentSpreadNode,
  type GraphQLResolveInfo,
  type InlineFragmentNode,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** Whether a field's own selection has a field, in fragments too. */
export function selects(info: GraphQLResolveInfo, name: string): boolean {
  return info.fieldNodes.some(({ selectionSet }) => has(selectionSet, name, info));
}

function has(set: SelectionSetNode | undefined, name: string, info: GraphQLResolveInfo): boolean {
  for (const selection of set?.selections ?? []) {
    if (
      selection.kind === Kind.FIELD ? selection.name.value === name : has(setOf(selection, info), name, info)
    )
      return true;
  }
  return false;
}

function setOf(selection: FragmentSpreadNode | InlineFragmentNode, info: GraphQLResolveInfo) {
  return selection.kind === Kind.INLINE_FRAGMENT
    ? selection.selectionSet
    : info.fragments[selection.name.value]?.selectionSet;
}
