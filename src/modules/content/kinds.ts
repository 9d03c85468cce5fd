/** A kind of node: what it is called, and what its nodes can have. */
export interface NodeKind {
  /** Stored with each node. */
  readonly name: string;
  /** What one and several are called in operations and in the names of shapes. */
  readonly one: string;
  readonly many: string;
  /** What the permissions of its nodes are about. */
  readonly resource: "posts" | "pages";
  /** The last part of its paths. */
  readonly path: string;
  /** Whether its nodes can be below each other. */
  readonly nests: boolean;
}

export const postKind = {
  name: "post",
  one: "Post",
  many: "Posts",
  resource: "posts",
  path: "posts",
  nests: false,
} as const satisfies NodeKind;

export const pageKind = {
  name: "page",
  one: "Page",
  many: "Pages",
  resource: "pages",
  path: "pages",
  nests: true,
} as const satisfies NodeKind;

/** All kinds of nodes. A slug is unique per kind and locale. */
export const nodeKinds = [postKind, pageKind] as const;
