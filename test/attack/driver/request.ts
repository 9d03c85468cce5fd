/** A request as it goes over the wire. */
export interface Shot {
  /** In upper case. */
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** In this order; a name can come twice. */
  readonly headers: readonly Header[];
  readonly body: string | Uint8Array | null;
}

export type Header = readonly [name: string, value: string];

/** What came back. */
export interface Heard {
  /** 0 if there was no answer. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly ms: number;
}

/** Sends a request and waits for the whole answer. Never throws. */
export type Fire = (shot: Shot) => Promise<Heard>;

export function headerOf({ headers }: Shot, name: string): string | undefined {
  return headers.find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];
}

/** The request with this header in place of those of the same name. Undefined removes them. */
export function withHeader(shot: Shot, name: string, value: string | undefined): Shot {
  const others = shot.headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase());
  return { ...shot, headers: value === undefined ? others : [...others, [name, value]] };
}

/** A header more, whatever there is of this name. */
export function alsoHeader(shot: Shot, ...more: readonly Header[]): Shot {
  return { ...shot, headers: [...shot.headers, ...more] };
}

/** The answer's JSON. Undefined if it has none. */
export function jsonOf({ text }: Pick<Heard, "text">): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
