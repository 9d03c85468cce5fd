import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "address-not-allowed": {
    status: 422,
    title: "Address not allowed",
    help: "Webhooks are sent to public https addresses: a full host name, port 443 or 8443, no user name or password, no IP address. The detail says what is wrong with this one.",
  },
  "unknown-event-type": {
    status: 422,
    title: "Unknown event type",
    help: "No event that is sent has this type or prefix. The guide on webhooks lists the types. A prefix ends in `.*`, and `*` stands for all types.",
  },
  "event-expired": {
    status: 422,
    title: "Event no longer stored",
    help: "The log keeps events for a limited time, and this one is gone. Read the resource that it was about instead.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly webhooks: typeof problems;
  }
}
