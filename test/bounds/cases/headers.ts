import type { Route } from "../../../src/kernel/api/route.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import { type HostileText, hostileTexts } from "../contents/texts.ts";
import { type Case, nameOf, plainRequest } from "./case.ts";

/** The longest headers that the platforms below accept. */
const limit = 128 * 1024;

/** The headers that the platform reads, besides those of the modules' credentials. */
const headerNames = [
  "Authorization",
  "X-Tenant",
  "Content-Type",
  "Accept",
  "Accept-Language",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
  "Consistency-Token",
  "traceparent",
];

/** Items of lists in headers. */
const items: readonly { readonly name: string; readonly of: (index: number) => string }[] = [
  { name: "entity tags", of: (index) => `"${index}",` },
  { name: "weak entity tags", of: (index) => `W/"${index}", ` },
  { name: "commas", of: () => "," },
  { name: "semicolons", of: () => ";" },
  { name: "languages", of: () => "en-US;q=0.5," },
  { name: "parameters", of: (index) => `;q${index}=1` },
  { name: "media types", of: () => "text/csv;q=0.1," },
  { name: "parts between dots", of: () => "a." },
];

/** Every text and every list in every header. */
export function headerCases(route: Route, registry: Registry): readonly Case[] {
  const credentials = [...registry.authenticatorByName.values()].flatMap(({ scheme }) =>
    scheme.type === "apiKey" ? [scheme.name] : [],
  );
  const contents = [...hostileTexts.filter(isAscii), ...items.map(listOf)];
  return [...headerNames, ...credentials].flatMap((name) =>
    contents.map(
      (text): Case => ({
        operation: nameOf(route),
        place: `header/${name}`,
        content: text.name,
        alike: `${nameOf(route)} ${name} ${text.name}`,
        first: limit / 16,
        limit,
        request: (bytes) => {
          const prefix = name === "Authorization" ? "Bearer " : "";
          const value = prefix + text.of(bytes, (part) => part.length);
          return { ...plainRequest(route), headers: { [name]: value.trim() }, bytes: value.length };
        },
      }),
    ),
  );
}

function listOf({ name, of }: (typeof items)[number]): HostileText {
  return {
    name,
    of: (room) => {
      const texts: string[] = [];
      for (let index = 0, left = room - of(0).length; left > 0; index += 1) {
        const next = of(index);
        texts.push(next);
        left -= next.length;
      }
      return texts.join("");
    },
  };
}

/** Header values are bytes, and mostly ASCII. */
function isAscii({ of }: HostileText): boolean {
  return /^[\t\x20-\x7e]*$/.test(of(100, (part) => part.length));
}
