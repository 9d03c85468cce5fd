import { oneOf, type Random } from "../../driver/random.ts";
import type { Shot } from "../../driver/request.ts";
import { type Place, pointerOf, put } from "../../plan/schema.ts";
import type { Target } from "../../town/target.ts";
import type { Generator } from "../attack.ts";
import { allTexts, formulas, injections } from "./texts.ts";
import { hostileValue } from "./values.ts";

const hole = "%hole%";

/** The target's valid request with this JSON, as text, at a place of its body. */
export function withJson({ base, body, operation, town }: Target, { steps }: Place, json: string): Shot {
  const schema = operation.body?.schema ?? {};
  const filled = JSON.stringify(put(body, schema, town.plan.resolve, steps, hole));
  return { ...base, body: filled.split(JSON.stringify(hole)).join(json) };
}

function placeIn({ operation }: Target, takes: readonly Place["takes"][], random: Random): Place | null {
  const places = (operation.body?.places ?? []).filter((place) => takes.includes(place.takes));
  return places.length === 0 ? null : oneOf(places, random);
}

/**
 * Where a refusal must lead: to the place or, if the example has nothing there, to something beside it, since two fields can exclude
 * each other. What is around it was sent, or more than the place could be wrong.
 */
function blamed({ body }: Target, { steps }: Place): { readonly at?: string } {
  let around = body;
  for (const step of steps.slice(0, -1)) around = Object(around)[step];
  if (typeof around !== "object" || around === null) return {};
  const isThere = Object.hasOwn(around, steps.at(-1) ?? "");
  return { at: pointerOf(isThere ? steps : steps.slice(0, -1)) };
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}… (${text.length})` : text);

/** A value of another type, size or form, anywhere. */
export const values: Generator = {
  kind: "values of the wrong kind",
  weight: 8,
  make(target, random) {
    const place = placeIn(target, ["text", "free text", "object", "list", "other"], random);
    if (place === null) return null;
    const value = hostileValue(random);
    const at = pointerOf(place.steps);
    return {
      kind: this.kind,
      what: `${at}: ${shortened(value)}`,
      shot: withJson(target, place, value),
      ...blamed(target, place),
    };
  },
};

/** Text that means something elsewhere, in a field that takes text; sometimes in all of them. */
export const texts: Generator = {
  kind: "texts that mean something elsewhere",
  weight: 12,
  make(target, random) {
    const takes = random() < 0.75 ? (["free text"] as const) : (["text", "free text"] as const);
    const place = placeIn(target, takes, random);
    if (place === null) return null;
    const list = oneOf([allTexts, injections, formulas], random);
    const text = oneOf(list, random);
    const at = pointerOf(place.steps);
    const shot = withJson(target, place, JSON.stringify(text));
    if (random() < 0.8)
      return { kind: this.kind, what: `${at}: ${JSON.stringify(text)}`, shot, ...blamed(target, place) };
    const everywhere = inEveryField(target, () => oneOf(list, random));
    return { kind: this.kind, what: "in every field that takes any text", shot: everywhere };
  },
};

function inEveryField({ base, body, operation, town }: Target, text: () => string): Shot {
  const { schema = {}, places = [] } = operation.body ?? {};
  const free = places.filter(({ takes }) => takes === "free text");
  const filled = free.reduce(
    (value, { steps }) => put(value, schema, town.plan.resolve, steps, text()),
    body,
  );
  return { ...base, body: JSON.stringify(filled) };
}

const members: readonly string[] = [
  '"__proto__":{"isAdmin":true}',
  '"__proto__":null',
  '"constructor":{"prototype":{"isAdmin":true}}',
  '"prototype":{}',
  '"hasOwnProperty":1',
  '"toString":"x"',
  '"role":"super_admin"',
  '"tenantId":"ten_01J00000000000000000000000"',
  '"id":"x"',
  '"\\u0069d":"x"',
  '"":1',
  '"a\\u0000":1',
  '"\\ud800":1',
  '"$where":"1"',
];

/** Keys that reach for the prototype or for what callers may not set, and keys that come twice. */
export const keys: Generator = {
  kind: "keys that are no fields",
  weight: 5,
  make(target, random) {
    const place = placeIn(target, ["object"], random);
    if (place === null) return null;
    const inside = valueAt(target, place);
    const own = Object.entries(inside).map(
      ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
    );
    const twice = own.length > 0 && random() < 0.3;
    const more = twice
      ? `${oneOf(own, random).replace(/:.*$/s, "")}:${hostileValue(random)}`
      : oneOf(members, random);
    const json = `{${(random() < 0.5 ? [more, ...own] : [...own, more]).join(",")}}`;
    const at = pointerOf(place.steps);
    return {
      kind: this.kind,
      what: `${at}: ${shortened(more)}`,
      shot: withJson(target, place, json),
      ...blamed(target, place),
    };
  },
};

function valueAt({ body, operation, town }: Target, { steps }: Place): object {
  let value: unknown;
  const { schema = {} } = operation.body ?? {};
  const root = put(body, schema, town.plan.resolve, [...steps, "k1"], 1);
  value = root;
  for (const step of steps) value = Object(value)[step];
  const { k1: _, ...own } = Object(value);
  return own;
}
