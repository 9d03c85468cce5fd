import { defineLimits } from "../../kernel/limit.ts";

const mebibyte = 1024 * 1024;

export const mediaLimits = defineLimits({
  file: {
    value: 25 * mebibyte,
    unit: "bytes",
    per: "request",
    what: "A file that is uploaded in one request",
    beyond: "413 `body-too-large`: upload it in parts",
  },
  fileInParts: {
    value: 1024 * mebibyte,
    unit: "bytes",
    per: "value",
    what: "A file that is uploaded in parts",
    beyond: "400 `validation-failed`",
  },
  part: {
    // An isolate could hold several of them. R2 wants at least 5 MiB.
    value: 8 * mebibyte,
    unit: "bytes",
    per: "request",
    what: "A part of a file",
    beyond: "413 `body-too-large`",
  },
  drawing: {
    // It is sanitized as a whole.
    value: mebibyte,
    unit: "bytes",
    per: "value",
    what: "An SVG file",
    beyond: "422 `unreadable-media`",
  },
  files: {
    value: 100_000,
    unit: "count",
    per: "tenant",
    what: "Files that are not deleted, and uploads",
    beyond: "422 `too-large`",
  },
  storedBytes: {
    value: 50 * 1024 * mebibyte,
    unit: "bytes",
    per: "tenant",
    what: "Files and uploads together",
    beyond: "422 `too-large`",
  },
  uploads: {
    value: 100,
    unit: "count",
    per: "tenant",
    what: "Uploads that have not ended",
    beyond: "422 `too-large`",
  },
  uploadTime: {
    value: 24 * 60 * 60 * 1000,
    unit: "milliseconds",
    per: "value",
    what: "How long an upload in parts may take",
    beyond: "what has arrived of it is removed",
  },
  usesListed: {
    value: 50,
    unit: "count",
    per: "response",
    what: "Things listed that use a file",
    beyond: "`usedBy` ends; `usedByMore` is true",
  },
});
