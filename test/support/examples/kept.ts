import { readFileSync, writeFileSync } from "node:fs";
import type { Examples } from "../../../src/http/openapi/examples.ts";

const file = "src/http/openapi/examples.json.txt";

/** The examples that the document shows. */
export function readExamples(): Examples {
  return JSON.parse(readFileSync(file, "utf8")) as Examples;
}

/** Writes one line for each operation. */
export function writeExamples(examples: Examples): void {
  const lines = Object.entries(examples)
    .sort(([one], [other]) => one.localeCompare(other, "en"))
    .map(([operationId, example]) => `${JSON.stringify(operationId)}:${JSON.stringify(example)}`);
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}
