/** What can be put into an element. */
export type Child = Node | string | null;

/** Attributes; `true` stands for one without a value, null and false for none. */
export type Attributes = Readonly<Record<string, string | boolean | null>>;

/** Makes an element. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The element with an id. The page has it, or nothing works. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page lacks #${id}`);
  return element;
}

/** Where a panel puts what it shows. */
export function contentOf(panel: string): HTMLElement {
  const content = byId(panel, HTMLElement).querySelector<HTMLElement>(".content");
  if (content === null) throw new Error(`the panel #${panel} has no content`);
  return content;
}

const shownBy = new WeakMap<Element, string>();

/**
 * Replaces what an element holds, if `data` has changed since the last time. The focus stays on the element with the same
 * `data-key`: a table that is read again must not take it away.
 */
export function replaced(parent: Element, data: unknown, make: () => readonly Child[]): void {
  const text = JSON.stringify(data);
  if (shownBy.get(parent) === text) return;
  shownBy.set(parent, text);
  const { activeElement } = document;
  const key = parent.contains(activeElement) ? activeElement?.getAttribute("data-key") : null;
  parent.replaceChildren(...make().filter((child) => child !== null));
  if (key) focusOn(key);
}

/** Gives the focus to the element with a `data-key`, if it is there. */
export function focusOn(key: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  element?.focus();
  return element !== null;
}

/** What a panel shows where nothing was measured. */
export function noData(text = "No data yet."): HTMLElement {
  return h("p", { class: "empty" }, text);
}
