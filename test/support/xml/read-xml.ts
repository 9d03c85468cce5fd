import { SaxesParser } from "saxes";

/** An element of a document that a strict parser has read. */
export interface Element {
  /** With its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

type Growing = { name: string; attributes: Record<string, string>; children: Growing[]; text: string };

/** Reads a document with its namespaces. Throws if it is not well formed. */
export function readXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Growing = { name: "", attributes: {}, children: [], text: "" };
  const open: Growing[] = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value]);
    const element: Growing = { name, attributes: Object.fromEntries(values), children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  const add = (part: string) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += part;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.write(text).close();
  const [only] = root.children;
  if (only === undefined) throw new Error("the document is empty");
  return only;
}

/** The children of an element with a name. */
export function all(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the one child with a name. Undefined if there is none. */
export function textOf(element: Element, name: string): string | undefined {
  const found = all(element, name);
  if (found.length > 1) throw new Error(`${element.name} has ${found.length} ${name}`);
  return found[0]?.text;
}
