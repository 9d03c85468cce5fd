/** A kind of product, and its price range in minor units. */
export interface Kind {
  readonly type: string;
  readonly category: string;
  readonly nouns: readonly (readonly [en: string, other: string])[];
  readonly from: number;
  readonly to: number;
  readonly sizes: readonly string[];
}

const clothes = ["XS", "S", "M", "L", "XL", "XXL"];
const shoes = ["36", "37", "38", "39", "40", "41", "42", "43", "44"];
const none: readonly string[] = [];

export const kinds: readonly Kind[] = [
  {
    type: "Shirts",
    category: "Clothing",
    nouns: [
      ["Shirt", "Hemd"],
      ["Blouse", "Bluse"],
      ["Tee", "T-Shirt"],
    ],
    from: 1_900,
    to: 8_900,
    sizes: clothes,
  },
  {
    type: "Jackets",
    category: "Clothing",
    nouns: [
      ["Jacket", "Jacke"],
      ["Parka", "Parka"],
      ["Anorak", "Anorak"],
    ],
    from: 8_900,
    to: 39_900,
    sizes: clothes,
  },
  {
    type: "Knitwear",
    category: "Clothing",
    nouns: [
      ["Jumper", "Pullover"],
      ["Cardigan", "Strickjacke"],
      ["Scarf", "Schal"],
    ],
    from: 3_900,
    to: 18_900,
    sizes: clothes,
  },
  {
    type: "Shoes",
    category: "Shoes",
    nouns: [
      ["Boot", "Stiefel"],
      ["Sneaker", "Turnschuh"],
      ["Sandal", "Sandale"],
    ],
    from: 5_900,
    to: 24_900,
    sizes: shoes,
  },
  {
    type: "Bags",
    category: "Bags",
    nouns: [
      ["Rucksack", "Rucksack"],
      ["Tote", "Tasche"],
      ["Satchel", "Ranzen"],
    ],
    from: 2_900,
    to: 19_900,
    sizes: ["15 l", "22 l", "30 l"],
  },
  {
    type: "Tents",
    category: "Outdoor",
    nouns: [
      ["Tent", "Zelt"],
      ["Tarp", "Plane"],
      ["Bivouac", "Biwak"],
    ],
    from: 9_900,
    to: 79_900,
    sizes: ["1 person", "2 people", "4 people"],
  },
  {
    type: "Mugs",
    category: "Kitchen",
    nouns: [
      ["Mug", "Becher"],
      ["Cup", "Tasse"],
      ["Bowl", "Schale"],
    ],
    from: 900,
    to: 3_900,
    sizes: none,
  },
  {
    type: "Cookware",
    category: "Kitchen",
    nouns: [
      ["Pan", "Pfanne"],
      ["Pot", "Topf"],
      ["Kettle", "Kessel"],
    ],
    from: 2_900,
    to: 22_900,
    sizes: ["18 cm", "24 cm", "28 cm"],
  },
  {
    type: "Lamps",
    category: "Light",
    nouns: [
      ["Lamp", "Lampe"],
      ["Lantern", "Laterne"],
      ["Candlestick", "Leuchter"],
    ],
    from: 1_900,
    to: 29_900,
    sizes: none,
  },
  {
    type: "Blankets",
    category: "Home",
    nouns: [
      ["Blanket", "Decke"],
      ["Quilt", "Steppdecke"],
      ["Cushion", "Kissen"],
    ],
    from: 2_500,
    to: 17_900,
    sizes: ["130 × 170", "150 × 200"],
  },
  {
    type: "Books",
    category: "Books",
    nouns: [
      ["Atlas", "Atlas"],
      ["Field guide", "Bestimmungsbuch"],
      ["Notebook", "Notizbuch"],
    ],
    from: 900,
    to: 5_900,
    sizes: none,
  },
  {
    type: "Toys",
    category: "Toys",
    nouns: [
      ["Puzzle", "Puzzle"],
      ["Kite", "Drachen"],
      ["Spinning top", "Kreisel"],
    ],
    from: 900,
    to: 6_900,
    sizes: none,
  },
];

export const adjectives: readonly (readonly [en: string, other: string])[] = [
  ["Quiet", "Leise"],
  ["Northern", "Nordische"],
  ["Sturdy", "Robuste"],
  ["Light", "Leichte"],
  ["Little", "Kleine"],
  ["Weathered", "Verwitterte"],
  ["Golden", "Goldene"],
  ["Everyday", "Alltags"],
  ["Folding", "Faltbare"],
  ["Handmade", "Handgemachte"],
  ["Coastal", "Küsten"],
  ["Alpine", "Alpine"],
  ["Midnight", "Mitternachts"],
  ["Café", "Café"],
];

export const materials = [
  "linen",
  "cotton",
  "merino wool",
  "oak",
  "ash",
  "stoneware",
  "enamel",
  "brass",
  "recycled nylon",
  "waxed canvas",
  "cork",
  "leather",
];
export const colours = ["Black", "White", "Moss", "Sand", "Rust", "Navy", "Crème", "Ochre", "Slate", "Rosé"];
export const tags = [
  "new",
  "gift",
  "sale",
  "bestseller",
  "vegan",
  "handmade",
  "organic",
  "winter",
  "summer",
  "limited",
  "small-batch",
  "outlet",
  "travel",
  "kids",
  "unisex",
  "made in EU",
];
export const makers = [
  "Harbour",
  "Alder",
  "Kiefer",
  "Wollhaus",
  "Lumen",
  "Tidal",
  "Fjord",
  "Mésange",
  "Björk",
  "Granit",
  "Northwind",
  "Quince",
];
export const houses = ["& Sons", "Works", "Studio", "Supply", "& Co.", "Atelier"];
export const collections = [
  "New arrivals",
  "First snow",
  "Gifts under fifty",
  "Last chance",
  "Slow Sunday",
  "Weekend away",
];
