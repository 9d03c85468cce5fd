/** What this folder uses of the package, which has no types. */
declare module "@usebruno/lang" {
  export function jsonToBruV2(request: object): string;
  export function bruToJsonV2(text: string): unknown;
  export function jsonToCollectionBru(collection: object): string;
  export function envJsonToBruV2(environment: object): string;
}
