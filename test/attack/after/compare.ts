import type { Walked } from "./walk.ts";

/** What says how things are running, and not what there is. */
const ofTheMoment =
  /^\w+ \/v1\/(?:ops\/|admin\/(?:audit|api-keys|imports|modules|webhooks\/\w+\/deliveries)|auth\/)/;

/** Where two walks over the same things were answered differently. */
export function changesBetween(before: Walked, after: Walked, why: string): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((address) => !ofTheMoment.test(address) && before.get(address) !== after.get(address))
    .map(
      (address) =>
        `${address} is not the same ${why}: ${difference(before.get(address), after.get(address))}`,
    );
}

function difference(one = "nothing", other = "nothing"): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 30), at + 60);
  return `${around(one)} | ${around(other)}`;
}
