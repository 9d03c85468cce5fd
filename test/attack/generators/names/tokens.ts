import { oneOf, type Random } from "../../driver/random.ts";
import { type Heard, headerOf, withHeader } from "../../driver/request.ts";
import type { Target } from "../../town/target.ts";
import type { Attack, Generator } from "../attack.ts";

/** Valid tokens that were not made for the request that they come with. */
export interface Stolen {
  /** Of this tenant's lists, by path. */
  readonly cursors: readonly { readonly path: string; readonly cursor: string }[];
  readonly theirCursors: readonly string[];
  readonly consistency: string;
  readonly theirConsistency: string;
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What can be made of a token with a body and a signature. */
function mutated(token: string, random: Random): string {
  const [body = "", signature = ""] = token.split(".");
  return oneOf(
    [
      token.slice(0, Math.floor(random() * token.length)),
      `${token}A`,
      `${token}.${signature}`,
      `${body}.`,
      `.${signature}`,
      `${body}=.${signature}`,
      `${body}.${signature}==`,
      `${json(["ten_01J00000000000000000000000", 1, 1e9])}.${signature}`,
      `${json({ __proto__: 1, after: "x" })}.${signature}`,
      token.toUpperCase(),
      token.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
      "",
      "%00",
      "..",
      "__proto__",
      token.repeat(40),
    ],
    random,
  );
}

const refused = ({ status }: Heard) =>
  status < 300 ? [`${status} to a token that is not of this list or tenant`] : [];

/** Cursors of other lists and tenants, and cursors that nobody made. */
function cursorAttack(stolen: Stolen) {
  return ({ base, operation }: Target, random: Random): Omit<Attack, "kind"> | null => {
    if (!operation.queryNames.includes("cursor")) return null;
    const others = stolen.cursors.filter(({ path }) => path !== operation.path).map(({ cursor }) => cursor);
    const sources: readonly (readonly [string, readonly string[]])[] = [
      ["a cursor of another list", others],
      ["a cursor of another tenant", stolen.theirCursors],
      ["a changed cursor", stolen.cursors.map(({ cursor }) => mutated(cursor, random))],
    ];
    const [what, cursors] = oneOf(
      sources.filter(([, list]) => list.length > 0),
      random,
    );
    const cursor = oneOf(cursors, random);
    const path = `${base.path}${base.path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
    return { what, shot: { ...base, path }, judge: refused };
  };
}

function consistencyAttack(stolen: Stolen) {
  return ({ base, operation }: Target, random: Random): Omit<Attack, "kind"> | null => {
    if (operation.route.tenancy === "none") return null;
    const isTheirs = random() < 0.4;
    const token = isTheirs ? stolen.theirConsistency : mutated(stolen.consistency, random);
    const shot = withHeader(base, "Consistency-Token", token);
    const judge = isTheirs ? refused : undefined;
    return {
      what: isTheirs ? "another tenant's Consistency-Token" : "a changed Consistency-Token",
      shot,
      ...(judge && { judge }),
    };
  };
}

const etags = [
  '"1"',
  'W/"1"',
  '"__proto__"',
  "*",
  '""',
  '"',
  "1",
  `${'"x",'.repeat(200)}"x"`,
  "%00",
  '"-1"',
  '"1e309"',
];

function etagAttack({ base, operation }: Target, random: Random): Omit<Attack, "kind"> | null {
  const name = operation.method === "GET" ? "If-None-Match" : "If-Match";
  if (headerOf(base, name) !== undefined) return null;
  const etag = oneOf(etags, random);
  return { what: `${name}: ${etag.slice(0, 40)}`, shot: withHeader(base, name, etag) };
}

/** Cursors, consistency tokens and ETags that belong to something else, or to nothing. */
export function tokens(stolen: Stolen): Generator {
  const makers = [cursorAttack(stolen), cursorAttack(stolen), consistencyAttack(stolen), etagAttack];
  return {
    kind: "tokens of others",
    weight: 6,
    make(target, random) {
      const made = oneOf(makers, random)(target, random);
      return made === null ? null : { kind: this.kind, ...made };
    },
  };
}
