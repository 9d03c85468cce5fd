import { jsonOf, type Shot } from "../driver/request.ts";

/** At most so many requests go into making one smaller. */
const mostTries = 60;

/** The smallest request with which a fault still shows. Takes away one part after another, as long as it does. */
export async function shrink(shot: Shot, shows: (smaller: Shot) => Promise<boolean>): Promise<Shot> {
  let smallest = shot;
  let tries = 0;
  for (let isSmaller = true; isSmaller && tries < mostTries; ) {
    isSmaller = false;
    for (const smaller of smallerThan(smallest)) {
      tries += 1;
      if (tries > mostTries) break;
      if (!(await shows(smaller))) continue;
      smallest = smaller;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

function* smallerThan(shot: Shot): Generator<Shot> {
  const { headers, path, body } = shot;
  for (const [index, [name]] of headers.entries())
    if (name !== "Host") yield { ...shot, headers: headers.filter((_, at) => at !== index) };
  const [pathname = "", query] = path.split("?");
  const parameters = query?.split("&") ?? [];
  for (const index of parameters.keys()) {
    const rest = parameters.filter((_, at) => at !== index);
    yield { ...shot, path: rest.length === 0 ? pathname : `${pathname}?${rest.join("&")}` };
  }
  if (typeof body !== "string") return;
  const json = jsonOf({ text: body });
  if (json === undefined) yield { ...shot, body: body.slice(0, Math.floor(body.length / 2)) };
  else for (const smaller of smallerValues(json)) yield { ...shot, body: JSON.stringify(smaller) };
}

function* smallerValues(value: unknown): Generator<unknown> {
  if (typeof value === "string" && value.length > 40) yield value.slice(0, value.length / 2);
  if (typeof value !== "object" || value === null) return;
  const entries = Object.entries(value);
  const from = (list: readonly (readonly [string, unknown])[]) =>
    Array.isArray(value) ? list.map(([, one]) => one) : Object.fromEntries(list);
  for (const index of entries.keys()) yield from(entries.filter((_, at) => at !== index));
  for (const [index, [name, inner]] of entries.entries())
    for (const smaller of smallerValues(inner))
      yield from(entries.map((entry, at) => (at === index ? ([name, smaller] as const) : entry)));
}
