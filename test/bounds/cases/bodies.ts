import { z } from "zod";
import type { Route } from "../../../src/kernel/api/route.ts";
import { type HostileText, hostileHtml, hostileTexts } from "../contents/texts.ts";
import {
  escapedText,
  type HostileJson,
  hostileLists,
  hostileNumbers,
  hostileObjects,
  joined,
  listOf,
} from "../contents/values.ts";
import { mostIn, type Place, placesIn } from "../places/places.ts";
import { inner, sampleOf } from "../places/samples.ts";
import { bytesOf, type Case, nameOf, plainRequest } from "./case.ts";

const mebibyte = 1024 * 1024;
/** Room for what is around the hostile part. */
const around = 4 * 1024;

/** Every kind of content in every place of a route's JSON body. */
export function bodyCases(route: Route): readonly Case[] {
  if (route.body === undefined) return [];
  return placesIn(route.body).flatMap((place) =>
    contentsFor(place).map(
      ({ name, of }): Case => ({
        operation: nameOf(route),
        place: `body${place.path}`,
        content: name,
        alike: `body ${place.kind}${place.alike} ${name}`,
        first: mebibyte / 16,
        limit: mebibyte,
        request: (bytes) => {
          const body = bytesOf(of(bytes - around));
          return {
            ...plainRequest(route),
            headers: { "Content-Type": "application/json", "Idempotency-Key": "bounds" },
            body,
            bytes: body.length,
          };
        },
      }),
    ),
  );
}

/** Whole bodies for a place. */
function contentsFor(place: Place): readonly HostileJson[] {
  const single = (content: HostileJson): HostileJson => ({
    name: content.name,
    of: (bytes) => place.put(cached(content, bytes), 0),
  });
  switch (place.kind) {
    case "text":
    case "key":
      return [...textsFor(place), single(escapedText)];
    case "number":
      return hostileNumbers.map(single);
    case "list":
      return [...listsFor(place), ...hostileLists.map(single)];
    case "object":
      return hostileObjects.map(single);
    case "anything":
      return [...hostileNumbers, ...hostileLists, ...hostileObjects, escapedText].map(single);
    case "choice":
      return hostileTexts.slice(0, 1).map((text) => single(asJson(text)));
  }
}

/** Each text as long as the body allows, and many of them that are as long as the schema allows. */
function textsFor(place: Place): readonly HostileJson[] {
  const most = mostIn(place.schema);
  const takesHtml = place.path.endsWith("/description");
  return [...hostileTexts, ...(takesHtml ? hostileHtml : [])].flatMap((text) => {
    const long = asJson(text);
    const single: HostileJson = { name: text.name, of: (bytes) => place.put(cached(long, bytes), 0) };
    if (most > 100_000) return [single];
    const accepted = JSON.stringify(text.of(most, (part) => part.length));
    const many: HostileJson = {
      name: `${text.name}, ${most} each`,
      of: (bytes) => place.put(accepted, bytes),
    };
    return [single, many];
  });
}

/** Lists of what the schema accepts, of what it does not, and many of the longest accepted lists. */
function listsFor(place: Place): readonly HostileJson[] {
  if (!(place.schema instanceof z.ZodArray)) return [];
  const most = Math.min(mostIn(place.schema), 100_000);
  const sample = sampleOf(inner(place.schema.element));
  const unlike = sample.startsWith('"') ? "0" : "{}";
  return [
    { name: "valid items", of: (bytes) => place.put(listOf("", () => sample).of(bytes), 0) },
    { name: "invalid items", of: (bytes) => place.put(listOf("", () => unlike).of(bytes), 0) },
    {
      name: `invalid items, ${most} each`,
      of: (bytes) => place.put(`[${joined(() => unlike, bytes, most)}]`, bytes),
    },
    {
      name: `valid items, ${most} each`,
      of: (bytes) => place.put(`[${joined(() => sample, bytes, most)}]`, bytes),
    },
  ];
}

function asJson(text: HostileText): HostileJson {
  const weigh = (part: string) => Buffer.byteLength(JSON.stringify(part)) - 2;
  return { name: text.name, of: (bytes) => JSON.stringify(text.of(bytes - 2, weigh)) };
}

const known = new Map<string, string>();

/** The same large texts go into many places. */
function cached({ name, of }: HostileJson, bytes: number): string {
  const key = `${name} ${bytes}`;
  const text = known.get(key) ?? of(bytes);
  known.set(key, text);
  return text;
}
