const named = (
  slug: { en: string; de: string },
  title: { en: string; de: string },
  body?: { en: string; de: string },
) =>
  (["en", "de"] as const).map((locale) => ({
    ...{ locale, title: title[locale], slug: slug[locale] },
    ...(body === undefined ? {} : { body: body[locale] }),
  }));

/** The pages of the demo shop. `idOf` answers the id that a step has made. */
export function pages(idOf: (step: string) => string) {
  const grid = {
    type: "product_grid",
    data: { title: "First snow", collection: idOf("collection-first-snow"), limit: 4 },
    translations: [{ locale: "de", data: { title: "Erster Schnee" } }],
  };
  const shop = "Alder & Ash";
  const hours = {
    en: "The workshop is open from Tuesday to Saturday, ten to six.",
    de: "Die Werkstatt ist von Dienstag bis Samstag offen, zehn bis achtzehn Uhr.",
  };
  return [
    {
      key: "home",
      translations: named({ en: "home", de: "start" }, { en: shop, de: shop }),
      blocks: [hero, grid, promises, voices, letters],
    },
    {
      key: "contact",
      translations: named({ en: "contact", de: "kontakt" }, { en: "Contact", de: "Kontakt" }, hours),
      blocks: [answers, form],
    },
  ];
}

const hero = {
  type: "hero",
  data: {
    title: "Things for the short days",
    subtitle: "Warm layers, bright lights, and a table that nobody has to leave.",
    cta: { label: "See what is new", url: "/collections/first-snow" },
  },
  translations: [
    {
      locale: "de",
      data: {
        title: "Dinge für die kurzen Tage",
        subtitle: "Warme Schichten, helles Licht und ein Tisch, von dem niemand aufstehen muss.",
        cta: { label: "Das ist neu", url: "/collections/first-snow" },
      },
    },
  ],
};

const promises = {
  type: "features",
  data: {
    items: [
      { title: "Made to be mended", text: "We repair whatever we have sold, as long as there is thread." },
      { title: "Sent without plastic", text: "Paper, string, and a note in handwriting." },
      { title: "100 nights to decide", text: "Sleep in it, cook with it. Then tell us." },
    ],
  },
};

const voices = {
  type: "testimonials",
  data: {
    items: [
      {
        quote: "The sweater has outlived two dogs and one marriage.",
        author: "Grace",
        role: "Customer since 2014",
      },
    ],
  },
};

const letters = {
  type: "newsletter",
  data: {
    title: "Letters from the workshop",
    text: "Six a year. Nobody has ever complained that it was too few.",
  },
};

const answers = {
  type: "faq",
  data: {
    items: [
      { question: "Do you mend things of others?", answer: "If we know how it was made." },
      { question: "Can I come and look?", answer: "Please do. There is coffee." },
    ],
  },
};

const form = {
  type: "contact",
  data: { title: "Write to us", successMessage: "Thank you. A person will read this." },
};

/** What leads through the shop. */
export function menus(idOf: (step: string) => string) {
  return [
    {
      key: "header",
      name: "Main menu",
      location: "header",
      items: [
        {
          ...titled("Outdoor", "Draußen"),
          categoryId: idOf("category-outdoor"),
          children: [
            { ...titled("Tents & shelter", "Zelte & Tarps"), categoryId: idOf("category-shelter") },
            { ...titled("Camp kitchen", "Lagerküche"), categoryId: idOf("category-camp-kitchen") },
          ],
        },
        { ...titled("Clothing", "Kleidung"), categoryId: idOf("category-clothing") },
        { ...titled("First snow", "Erster Schnee"), collectionId: idOf("collection-first-snow") },
        { ...titled("Journal", "Tagebuch"), url: "/blog" },
      ],
    },
    {
      key: "footer",
      name: "Footer",
      location: "footer",
      items: [
        { ...titled("Contact", "Kontakt"), pageId: idOf("page-contact") },
        { ...titled("How to wash wool", "Wolle waschen"), postId: idOf("post-how-to-wash-wool") },
      ],
    },
  ];
}

function titled(en: string, de: string) {
  return {
    translations: [
      { locale: "en", title: en },
      { locale: "de", title: de },
    ],
  };
}
