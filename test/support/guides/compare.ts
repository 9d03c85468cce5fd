/**
 * How an answer differs from what a guide shows, as lines; none if it fits. An object may have further fields. `…` in a text
 * stands for anything, and as the last item of a list for further items.
 */
export function differences(shown: unknown, actual: unknown, at = ""): readonly string[] {
  if (typeof shown === "string" && typeof actual === "string") {
    return fits(shown, actual) ? [] : [`${at || "/"}: shown ${shown}, but it is ${actual}`];
  }
  if (Array.isArray(shown) && Array.isArray(actual)) return listDifferences(shown, actual, at);
  if (isObject(shown) && isObject(actual)) {
    return Object.entries(shown).flatMap(([name, value]) =>
      name in actual ? differences(value, actual[name], `${at}/${name}`) : [`${at}/${name} is missing`],
    );
  }
  const same = JSON.stringify(shown) === JSON.stringify(actual);
  return same ? [] : [`${at || "/"}: shown ${JSON.stringify(shown)}, but it is ${JSON.stringify(actual)}`];
}

/** Whether a text is as shown, where `…` stands for any text. */
export function fits(shown: string, actual: string): boolean {
  const pattern = shown
    .split("…")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[\\s\\S]*");
  return new RegExp(`^${pattern}$`).test(actual);
}

function listDifferences(shown: readonly unknown[], actual: readonly unknown[], at: string) {
  const isOpen = shown.at(-1) === "…";
  const items = isOpen ? shown.slice(0, -1) : shown;
  if (isOpen ? actual.length < items.length : actual.length !== items.length)
    return [`${at}: shown ${items.length} items, but there are ${actual.length}`];
  return items.flatMap((item, index) => differences(item, actual[index], `${at}/${index}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
