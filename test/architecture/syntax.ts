import { parseSync } from "vite";
import type { Source } from "./sources.ts";

/** A function as it stands in a file: from its signature to its closing brace. */
export interface MeasuredFunction {
  readonly path: string;
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

/** What a file exports under a name of its own. */
export interface Exported {
  readonly path: string;
  readonly name: string;
  readonly documented: boolean;
}

/** All functions of a file, nested ones too; the bodies of `describe` and `it` are no functions in this sense. */
export function functionsOf({ path, text }: Source): readonly MeasuredFunction[] {
  const lineAt = lineIndex(text);
  return nodesOf(path, text).flatMap(({ node, parent }) => {
    if (!functionTypes.has(node.type) || isNode(node.body) === false) return [];
    if (parent?.type === "CallExpression" && isTestCall(text, parent)) return [];
    const whole = parent?.type === "MethodDefinition" ? parent : node;
    const line = lineAt(whole.start);
    return [{ path, name: nameOf(node, parent), line, lines: lineAt(node.end) - line + 1 }];
  });
}

/** Every name in the code of a file: what it declares and what it uses. Comments and texts are not among them. */
export function identifiersOf({ path, text }: Source): ReadonlySet<string> {
  return new Set(
    nodesOf(path, text).flatMap(({ node }) =>
      (node.type === "Identifier" || node.type === "PrivateIdentifier") && typeof node.name === "string"
        ? [node.name]
        : [],
    ),
  );
}

/** The texts of a file: literals and the fixed parts of templates. */
export function textsOf({ path, text }: Source): readonly string[] {
  return nodesOf(path, text).flatMap(({ node, parent }) => {
    if (/^(?:Import|Export)/.test(parent?.type ?? "")) return [];
    if (node.type === "Literal" && typeof node.value === "string") return [node.value];
    return node.type === "TemplateElement" ? [text.slice(node.start, node.end)] : [];
  });
}

/** What a file exports, and whether a doc comment stands right before it. */
export function exportsOf({ path, text }: Source): readonly Exported[] {
  return nodesOf(path, text).flatMap(({ node }) => {
    if (node.type !== "ExportNamedDeclaration" || !isNode(node.declaration)) return [];
    const { declaration } = node;
    const documented = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(text.slice(0, node.start));
    const declared = Array.isArray(declaration.declarations) ? declaration.declarations : [declaration];
    return declared.filter(isNode).map((one) => ({ path, name: nameOf(one, null), documented }));
  });
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

interface Placed {
  readonly node: Node;
  readonly parent: Node | null;
}

const functionTypes = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

const parsed = new Map<string, readonly Placed[]>();

function nodesOf(path: string, text: string): readonly Placed[] {
  const known = parsed.get(path) ?? parse(path, text);
  parsed.set(path, known);
  return known;
}

function parse(path: string, text: string): readonly Placed[] {
  const { program, errors } = parseSync(path, text, { lang: "ts" });
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const found: Placed[] = [];
  const visit = (node: Node, parent: Node | null): void => {
    found.push({ node, parent });
    for (const value of Object.values(node))
      for (const child of [value].flat()) if (isNode(child)) visit(child, node);
  };
  const root: unknown = program;
  if (isNode(root)) visit(root, null);
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function nameOf(node: Node, parent: Node | null): string {
  for (const named of [node.id, parent?.id, parent?.key])
    if (isNode(named) && typeof named.name === "string") return named.name;
  return "(anonymous)";
}

function isTestCall(text: string, call: Node): boolean {
  return (
    isNode(call.callee) && /^(?:describe|it|test)\b/.test(text.slice(call.callee.start, call.callee.end))
  );
}

function lineIndex(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
