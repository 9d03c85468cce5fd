/** Values of a resource that conditions compare, by the attribute's name. A resource has none, one or several of each. */
export type Attributes = Readonly<Record<string, readonly string[]>>;

/** What a resource must have: of each attribute one of the values, exactly as written. */
export type Condition = Readonly<Record<string, readonly string[]>>;

/** The resources that a permission is granted on: any, or those that meet one of the conditions. */
export type Extent = "any" | readonly Condition[];

/** Whether an extent includes a resource with these attributes. */
export function meets(attributes: Attributes, extent: Extent): boolean {
  return extent === "any" || extent.some((condition) => meetsAll(attributes, condition));
}

function meetsAll(attributes: Attributes, condition: Condition): boolean {
  return Object.entries(condition).every(([name, values]) =>
    values.some((value) => Object.hasOwn(attributes, name) && attributes[name]?.includes(value) === true),
  );
}

/** A value that stands for whoever has the grant, such as the author of a post. */
export const selfValue = "@self";

/** The extent of one actor: the conditions name it, where they say `@self`. Nobody is nobody's self. */
export function extentFor(id: string | undefined, extent: Extent): Extent {
  if (extent === "any") return extent;
  const itself = id === undefined ? [] : [id];
  return extent.map((condition) =>
    Object.fromEntries(
      Object.entries(condition).map(([name, values]) => [
        name,
        values.flatMap((value) => (value === selfValue ? itself : value)),
      ]),
    ),
  );
}

/** The resources of either extent. */
export function unionOf(one: Extent, other: Extent): Extent {
  return one === "any" || other === "any" ? "any" : [...one, ...other];
}

/**
 * Whether an extent includes all that another does. Each condition of the other must be within one of this: it has the same
 * attributes or more, with the same values or fewer. Several that only do so together are not recognised, which refuses too much
 * and never too little.
 */
export function includesExtent(extent: Extent, other: Extent): boolean {
  if (extent === "any") return true;
  if (other === "any") return false;
  return other.every((inner) => extent.some((outer) => isWithin(inner, outer)));
}

function isWithin(inner: Condition, outer: Condition): boolean {
  return Object.entries(outer).every(([name, values]) => {
    const narrower = Object.hasOwn(inner, name) ? inner[name] : undefined;
    return narrower?.every((value) => values.includes(value)) === true;
  });
}
