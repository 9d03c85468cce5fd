/** The mutated files and the test files that must notice, as globs from the root. */
export interface Part {
  readonly mutate: readonly string[];
  /** In the order in which they run. The first test that fails ends a mutant, so the quickest come first. */
  readonly tests: readonly string[];
}

const module = "src/modules";
const tests = "test/modules";

/**
 * The parts with rules. Schemas, tables and routes are left out: they are declarations, which contract and schema
 * tests check as a whole. A part runs only the tests of its own folders, and of these only the quick ones, so that it
 * takes minutes.
 */
export const parts = {
  pricing: {
    mutate: [
      `${module}/checkout/quote/*.ts`,
      `${module}/checkout/quote/steps/*.ts`,
      `${module}/pricing/{lists,prices,selection}/{rules,*-rules}.ts`,
      `${module}/taxes/{rules,calculation/*}.ts`,
      "src/kernel/values/arithmetic.ts",
    ],
    tests: [
      `${tests}/checkout/quote/{steps,more-steps}.test.ts`,
      `${tests}/checkout/quote/*.test.ts`,
      `${tests}/pricing/selection.test.ts`,
      `${tests}/taxes/{zone-choice,rates}.test.ts`,
      `${tests}/pricing/selection.property.test.ts`,
      `${tests}/money/rules.test.ts`,
      `${tests}/pricing/lists/*.test.ts`,
      `${tests}/{pricing/{carts,explain},taxes/zones,checkout/cart-prices,shipping/{fitting,options}}.test.ts`,
    ],
  },
  promotions: {
    mutate: [
      `${module}/checkout/quote/promotions/**/*.ts`,
      `${module}/promotions/{candidates,codes/code,promotion/groups,relevance/*}.ts`,
      `${module}/promotions/**/rules.ts`,
    ],
    tests: [
      `${tests}/checkout/quote/promotions.test.ts`,
      `${tests}/promotions/rules/{promotion,codes,usage,relevance,explaining}.test.ts`,
      `${tests}/money/rules.test.ts`,
      `${tests}/promotions/rules/candidates.test.ts`,
      `${tests}/promotions/explanations.test.ts`,
    ],
  },
  inventory: {
    mutate: [`${module}/inventory/**/{rules,*-rules}.ts`],
    tests: [
      `${tests}/inventory/stock/*.test.ts`,
      `${tests}/inventory/{levels,reservations,endings,shipping,locations,transfers}.test.ts`,
      `${tests}/inventory/conservation.test.ts`,
    ],
  },
  orders: {
    mutate: [`${module}/orders/**/{rules,*-rules,holdings}.ts`],
    tests: [
      `${tests}/orders/changing/{payments,transitions,evolve,shipping}.test.ts`,
      `${tests}/orders/unpaid/{rules,held}.test.ts`,
      `${tests}/orders/place.test.ts`,
      `${tests}/orders/customers/claims.test.ts`,
      `${tests}/orders/mail/reactions.test.ts`,
      `${tests}/orders/changing/places.test.ts`,
      `${tests}/orders/unpaid/{limit,expiry}.test.ts`,
    ],
  },
  checkout: {
    mutate: [`${module}/checkout/{cart/{rules,presentation},completion/rules,own/rules}.ts`],
    tests: [`${tests}/checkout/{cart,own}/*.test.ts`],
  },
  "checkout-commands": {
    mutate: [`${module}/checkout/{cart,completion,expiry}/{commands,room}.ts`],
    tests: [
      `${tests}/checkout/{cart,completion,cart-prices,room,free,reads,own/carts}.test.ts`,
      `${tests}/promotions/{codes,limits}.test.ts`,
      "test/durable-objects/transaction/shopper-budget.test.ts",
      `${tests}/checkout/expiry.test.ts`,
    ],
  },
  idempotency: {
    mutate: ["src/operations/idempotency.ts", "durable-objects/write/{answer-budgets,claims,idempotency}.ts"],
    tests: [
      "test/operations/*.test.ts",
      "test/durable-objects/transaction/{claims,idempotency,answer-budgets}.test.ts",
    ],
  },
  writes: {
    mutate: ["durable-objects/write/{admission,log,scheduled-job,shopper-budget,transaction,decision/*}.ts"],
    tests: [
      "test/durable-objects/transaction/{spending,log}.test.ts",
      "test/durable-objects/decision/*.test.ts",
      "test/durable-objects/transaction/*.test.ts",
    ],
  },
  projection: {
    mutate: [
      "src/projection/{consumer,follow,projector,run,serve,source,statements,sweep,work}.ts",
      "src/projection/positions/*.ts",
    ],
    tests: [
      "test/projection/positions/positioned-reads.test.ts",
      "test/projection/{statements,children,sweep}.test.ts",
      "test/projection/following/*.test.ts",
      "test/projection/epochs/two-epochs.test.ts",
      "test/projection/{consumer,projector,parked}.test.ts",
      "test/projection/positions/cache-tags.test.ts",
    ],
  },
  "dead-letters": {
    mutate: ["src/projection/failures/*.ts", "src/projection/replay.ts"],
    tests: [
      "test/projection/breaker.test.ts",
      "test/projection/dead-letters/*.test.ts",
      "test/modules/ops/{dead-letters,consistency}.test.ts",
      "test/projection/reactions/failures.test.ts",
      "test/projection/poison.test.ts",
    ],
  },
  reactions: {
    mutate: ["src/projection/reactions/*.ts"],
    tests: [
      "test/projection/reactions/{worker,perform,limits}.test.ts",
      "test/projection/reactions/*.test.ts",
    ],
  },
  rebuilds: {
    mutate: ["src/projection/rebuild/*.ts", "src/projection/epochs.ts"],
    tests: ["test/projection/epochs/{pages,begin}.test.ts", "test/projection/epochs/*.test.ts"],
  },
} as const satisfies Record<string, Part>;

export type PartName = keyof typeof parts;

export const partNames = Object.keys(parts).filter((name): name is PartName => name in parts);
