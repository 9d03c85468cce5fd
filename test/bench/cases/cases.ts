import { bulk } from "./bulk.ts";
import type { Case } from "./case.ts";
import { content } from "./content.ts";
import { reads } from "./reads.ts";
import { writes } from "./writes.ts";

/** Everything that `npm run bench` measures. */
export const cases: readonly Case[] = [...reads, ...content, ...writes, ...bulk];
