/** What the first query of an isolate loads: the library, the schema, and what runs queries. */
export { edgeHost } from "./endpoint/edge-host.ts";
export { fillGraphql } from "./execution/fill.ts";
export { runGraphql } from "./execution/run.ts";
export { fieldRoutesOf } from "./limits/routes.ts";
export { schemaOf, schemaText } from "./schema/built.ts";
export { openStream } from "./subscriptions/stream.ts";
