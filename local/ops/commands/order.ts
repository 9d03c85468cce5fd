import { exits } from "../exits.ts";
import { readOrderStory } from "../order/read.ts";
import { orderText } from "../order/render.ts";
import { commandOf, type Register } from "../program.ts";

/** `order`: what happened to one order. */
export const order: Register = (program, start) => {
  commandOf(
    program,
    "order <number>",
    "Tell what happened to an order: events, mails, refunds, who and when",
    "The order is named by its number or its id. Lines with ↳ followed from the event before, or came with it.\nExits with 1 if an event of it is an open dead letter.",
  ).action((number: string, options) =>
    start(options, async (context) => {
      context.tenant();
      const story = await readOrderStory(context.api, number);
      context.show(story, orderText);
      return story.deadLetters.some(({ status }) => status === "open") ? exits.wrong : exits.fine;
    }),
  );
};
