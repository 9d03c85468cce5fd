import type { CategoryKey, CollectionKey } from "./types.ts";

export const tenant = {
  slug: "demo",
  name: "Alder & Ash",
  defaultCurrency: "EUR",
  currencies: ["EUR", "USD"],
  defaultLocale: "en",
  locales: ["en", "de"],
};

interface Group<Key> {
  key: Key;
  translations: { locale: string; title: string; handle?: string; description?: string }[];
}

/** Parents stand before their children. */
export const categories: (Group<CategoryKey> & { parent?: CategoryKey })[] = [
  { key: "outdoor", translations: named("outdoor", "Outdoor", "Draußen") },
  { key: "shelter", parent: "outdoor", translations: named("shelter", "Tents & shelter", "Zelte & Tarps") },
  { key: "sleep", parent: "outdoor", translations: named("sleep", "Sleeping outside", "Draußen schlafen") },
  { key: "packs", parent: "outdoor", translations: named("packs", "Packs & bags", "Rucksäcke & Taschen") },
  {
    key: "camp-kitchen",
    parent: "outdoor",
    translations: named("camp-kitchen", "Camp kitchen", "Lagerküche"),
  },
  { key: "clothing", translations: named("clothing", "Clothing", "Kleidung") },
  {
    key: "outerwear",
    parent: "clothing",
    translations: named("outerwear", "Jackets & boots", "Jacken & Stiefel"),
  },
  { key: "knitwear", parent: "clothing", translations: named("knitwear", "Knitwear", "Strickwaren") },
  { key: "home", translations: named("home", "Home", "Zuhause") },
  { key: "table", parent: "home", translations: named("table", "Table & kitchen", "Tisch & Küche") },
  {
    key: "textiles",
    parent: "home",
    translations: named("textiles", "Blankets & cushions", "Decken & Kissen"),
  },
  { key: "light", parent: "home", translations: named("light", "Light & scent", "Licht & Duft") },
  { key: "gifts", parent: "home", translations: named("gifts", "Gifts", "Geschenke") },
];

export const collections: Group<CollectionKey>[] = [
  {
    key: "first-snow",
    translations: named(
      "first-snow",
      "First snow",
      "Erster Schnee",
      "Warm layers and bright lights for the short days.",
      "Warme Schichten und helles Licht für die kurzen Tage.",
    ),
  },
  {
    key: "slow-sunday",
    translations: named(
      "slow-sunday",
      "Slow Sunday",
      "Langsamer Sonntag",
      "Things for a table that nobody has to leave.",
      "Dinge für einen Tisch, von dem niemand aufstehen muss.",
    ),
  },
  {
    key: "small-gifts",
    translations: named(
      "small-gifts",
      "Small gifts",
      "Kleine Geschenke",
      "Under fifty, and none of it will end in a drawer.",
      "Unter fünfzig, und nichts davon endet in der Schublade.",
    ),
  },
  {
    key: "last-chance",
    translations: named(
      "last-chance",
      "Last chance",
      "Letzte Gelegenheit",
      "Colours and makes that we will not bring back.",
      "Farben und Modelle, die nicht wiederkommen.",
    ),
  },
];

function named(handle: string, en: string, de: string, enText?: string, deText?: string) {
  return [
    { locale: "en", title: en, handle, ...(enText === undefined ? {} : { description: enText }) },
    { locale: "de", title: de, ...(deText === undefined ? {} : { description: deText }) },
  ];
}
