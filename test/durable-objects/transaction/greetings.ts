import { z } from "zod";
import { createRandom } from "../../../local/node/random.ts";
import { defineModule } from "../../../src/kernel/module.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { noteWritten } from "../../support/notes/index.ts";

/** Random bytes, because they cannot be compressed. */
const recitation = z.object({ bytes: z.int(), seed: z.int() });

function verses({ bytes, seed }: z.infer<typeof recitation>): string {
  const random = createRandom(seed);
  const noise = Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256));
  return Buffer.from(noise).toString("base64");
}

/** Commands with answers of any size, for anybody and for staff. */
export const greetings = defineModule({
  name: "greetings",
  operations: [
    defineCommand({
      name: "greetings.echo",
      access: "public",
      input: recitation,
      output: z.string(),
      load: () => null,
      decide: (_, input) => ok({ events: [], answer: () => verses(input) }),
    }),
    defineCommand({
      name: "greetings.recite",
      access: "notes:create",
      input: recitation,
      output: z.string(),
      load: () => null,
      decide: (_, input) =>
        ok({
          events: [noteWritten.of("recital", { text: "recited", words: 1 })],
          answer: () => verses(input),
        }),
    }),
  ],
});
