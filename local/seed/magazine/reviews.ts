/** Everybody may try to write one. */
export const commenting = { comments: "guests" };

/** What guests have said of products, by their handles. */
export const reviews = [
  {
    key: "mug-ada",
    handle: "enamel-mug",
    author: { name: "Ada", email: "ada@customer.example" },
    rating: 5,
    body: "Fell down a mountain. The mountain lost.",
  },
  {
    key: "mug-grace",
    handle: "enamel-mug",
    author: { name: "Grace", email: "grace@customer.example" },
    rating: 4,
    body: "A little smaller than I thought, which is my own fault. The size is on the page.",
  },
  {
    key: "sweater-edsger",
    handle: "nightwatch-sweater",
    author: { name: "Edsger", email: "edsger@customer.example" },
    rating: 5,
    body: "Warm at minus ten, with nothing but a shirt below.",
  },
] as const;
