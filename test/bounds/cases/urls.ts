import { z } from "zod";
import { queryLimits } from "../../../src/http/request/query.ts";
import type { Route } from "../../../src/kernel/api/route.ts";
import { type HostileText, hostileTexts } from "../contents/texts.ts";
import { numberOf } from "../places/places.ts";
import { inner, sampleOf } from "../places/samples.ts";
import { type Case, nameOf, plainRequest, urlOf } from "./case.ts";

/** The longest URL that the platforms below accept. */
const limit = 128 * 1024;
const { queryBytes, queryParameters } = queryLimits;
/** Almost the longest query that the platform accepts. */
const accepted = queryBytes.value - 100;

/** Every text in every parameter of a route's path and query, and many parameters. */
export function urlCases(route: Route): readonly Case[] {
  return [...parameterCases(route), ...queryCases(route), ...pathCases(route)];
}

interface Query {
  readonly place: string;
  readonly content: string;
  readonly alike: string;
  readonly text: (bytes: number) => string;
}

function parameterCases(route: Route): readonly Case[] {
  const shape = route.query instanceof z.ZodObject ? route.query.shape : {};
  return Object.entries<z.core.$ZodType>(shape).flatMap(([name, part]) => {
    const schema = inner(part);
    const sample = String(JSON.parse(sampleOf(schema)));
    const as = (content: string, text: Query["text"]): Case =>
      withQuery(route, { place: `query/${name}`, content, alike: `parameter ${numberOf(schema)}`, text });
    return [
      ...hostileTexts.map((text) => as(text.name, (bytes) => `${name}=${encoded(text, bytes)}`)),
      as(
        "repeated",
        repeated(() => `${name}=${sample}`),
      ),
      as(
        "repeated, different",
        repeated((index) => `${name}=${index}`),
      ),
      as("repeated, as many as allowed", (bytes) => {
        const value = "a".repeat(accepted / queryParameters.value - name.length - 2);
        return repeated((index) => (index < queryParameters.value ? `${name}=${value}` : ""))(bytes);
      }),
    ];
  });
}

function queryCases(route: Route): readonly Case[] {
  const contents: readonly (readonly [string, Query["text"]])[] = [
    ["different names", repeated((index) => index.toString(36))],
    ["equal names", repeated(() => "a")],
    ["empty names", repeated(() => "")],
    ["percent signs", (bytes) => "%".repeat(bytes)],
  ];
  const alike = route.query === undefined ? "no query" : "query";
  return contents.map(([content, text]) => withQuery(route, { place: "query", content, alike, text }));
}

function withQuery(route: Route, { place, content, alike, text }: Query): Case {
  return {
    operation: nameOf(route),
    place,
    content,
    alike: `${alike} ${content}`,
    first: accepted,
    limit,
    request: (bytes) => {
      const query = text(bytes);
      const { url, ...rest } = plainRequest(route);
      return { ...rest, url: `${url}?${query}`, bytes: query.length };
    },
  };
}

function pathCases(route: Route): readonly Case[] {
  const shape = route.params instanceof z.ZodObject ? route.params.shape : {};
  return Object.entries<z.core.$ZodType>(shape).flatMap(([name, part]) =>
    hostileTexts.map(
      (text): Case => ({
        operation: nameOf(route),
        place: `path/${name}`,
        content: text.name,
        alike: `path ${numberOf(inner(part))} ${text.name}`,
        first: limit / 16,
        limit,
        request: (bytes) => {
          const plain = plainRequest(route);
          const value = text.of(bytes, (character) => encodeURIComponent(character).length);
          const params = { ...plain.params, [name]: value };
          const url = urlOf(route, { ...params, [name]: encodeURIComponent(value) });
          return { ...plain, params, url, bytes };
        },
      }),
    ),
  );
}

/** A text as it is written in a URL. */
function encoded(text: HostileText, bytes: number): string {
  return encodeURIComponent(text.of(bytes, (part) => encodeURIComponent(part).length));
}

function repeated(unit: (index: number) => string): Query["text"] {
  return (bytes) => {
    const units: string[] = [];
    for (let index = 0, room = bytes; room > 0; index += 1) {
      const next = unit(index);
      units.push(next);
      room -= next.length + 1;
    }
    return units.join("&");
  };
}
