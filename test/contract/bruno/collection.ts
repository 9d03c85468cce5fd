import { envJsonToBruV2, jsonToCollectionBru } from "@usebruno/lang";
import { openapiDocument } from "../../../src/http/openapi/document.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import { readExamples } from "../../support/examples/kept.ts";
import { type Operation, type Parameter, requestFile, type Scheme } from "./request.ts";

export const collectionFolder = "docs/bruno";

interface Described {
  readonly info: { readonly title: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly securitySchemes: Readonly<Record<string, Scheme>>;
  };
}

/** The files of a Bruno collection by their paths: a folder for each tag, a request for each operation, an environment. */
export function collectionOf(registry: Registry): ReadonlyMap<string, string> {
  // What the document's own tests hold it to.
  const document = JSON.parse(JSON.stringify(openapiDocument(registry, readExamples()))) as Described;
  const { info, tags, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method, ...one })),
  );
  const settings = { version: "1", name: info.title, type: "collection" };
  return new Map([
    ["bruno.json", `${JSON.stringify(settings, null, 2)}\n`],
    ["collection.bru", jsonToCollectionBru({ docs: `${howTo}\n\n${info.description.trim()}` })],
    ["environments/local.bru", environmentOf(components.securitySchemes)],
    ...tags.flatMap(({ name, description }, index): [string, string][] => {
      const meta = { name, seq: index + 1 };
      const own = operations.filter(({ tags: [tag] }) => tag === name);
      return [
        [`${folderOf(name)}/folder.bru`, jsonToCollectionBru({ meta, docs: description })],
        ...own.map((one, position): [string, string] => [
          `${folderOf(name)}/${one.operationId}.bru`,
          requestFile(components, one, position + 1),
        ]),
      ];
    }),
  ]);
}

const howTo =
  "Choose the environment `local` and fill in its secrets. `url` is the server, `tenant` a shop's slug. Path parameters are variables: set `id` and the others as you go.";

function environmentOf(schemes: Readonly<Record<string, Scheme>>): string {
  const variables = Object.entries(schemes).map(([name, { type }]) => {
    const isSecret = type === "http" || name !== "tenant";
    return { name, value: isSecret ? "" : "demo", enabled: true, secret: isSecret };
  });
  const url = { name: "url", value: "http://localhost:8787", enabled: true, secret: false };
  return envJsonToBruV2({ variables: [url, ...variables] });
}

function folderOf(tag: string): string {
  return tag.toLowerCase().replaceAll(" ", "-");
}
