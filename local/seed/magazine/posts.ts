/** The journal of the demo shop, the oldest first. */
export const posts = [
  {
    key: "how-to-wash-wool",
    tags: ["wool", "care"],
    translations: [
      {
        locale: "en",
        title: "How to wash wool",
        excerpt: "Less often than you think, and never warm.",
        body: `Wool cleans itself. Hang it outside over night, and most of what you smell in the evening is gone in the morning.

## When it has to be water

1. Cold water and a spoon of wool soap, in a basin.
2. Press, don't rub. Ten minutes are enough.
3. Roll it in a towel, then dry it **flat**, away from the heater.

| Fibre  | Water | Spin       |
| ------ | ----- | ---------- |
| Merino | 20 °C | 600 rounds |
| Lambswool | cold | none     |

A hole is no reason to part[^1].

[^1]: We mend everything that we have made, for the price of the parcel.`,
      },
      {
        locale: "de",
        title: "Wolle waschen",
        excerpt: "Seltener als gedacht, und nie warm.",
        body: `Wolle reinigt sich selbst. Eine Nacht draußen, und am Morgen ist fast alles weg, was am Abend zu riechen war.

## Wenn es doch Wasser sein muss

1. Kaltes Wasser und ein Löffel Wollseife, im Becken.
2. Drücken, nicht reiben. Zehn Minuten reichen.
3. In ein Handtuch rollen und **liegend** trocknen, nicht an der Heizung.`,
      },
    ],
  },
  {
    key: "a-fire-in-the-rain",
    tags: ["camping"],
    translations: [
      {
        locale: "en",
        title: "A fire in the rain",
        excerpt: "Birch bark, patience, and a knife that is sharp enough.",
        body: `Dead wood that still stands is dry inside, whatever the weather. Split it, and the middle burns.

- **Bark** of a birch that has fallen burns wet.
- **Feather sticks** take a flame where paper does not.
- Build it *small*. A big wet fire is only smoke.

> The fire that you can carry in one hand is the one that you get lit.

Where fires are forbidden, a stove is no defeat.`,
      },
      {
        locale: "de",
        title: "Feuer im Regen",
        excerpt: "Birkenrinde, Geduld und ein Messer, das scharf genug ist.",
        body: `Totes Holz, das noch steht, ist innen trocken, wie auch immer das Wetter ist. Wer es spaltet, findet Glut.

- **Rinde** einer gefallenen Birke brennt auch nass.
- **Feuerspäne** fangen Flammen, wo Papier es nicht tut.
- *Klein* bauen. Ein großes nasses Feuer ist nur Rauch.`,
      },
    ],
  },
  {
    key: "three-gifts-under-fifty",
    tags: ["gifts"],
    sticky: true,
    translations: [
      {
        locale: "en",
        title: "Three gifts under fifty",
        excerpt: "For somebody who has everything but a good mug.",
        body: `Nobody needs more things. A few of the right ones are welcome all the same:

1. The [enamel mug](/products/enamel-mug), which survives every move.
2. A candle that smells of a wood after rain.
3. Socks. Nobody buys the good ones for themselves.`,
      },
      {
        locale: "de",
        title: "Drei Geschenke unter fünfzig",
        excerpt: "Für alle, die alles haben außer einem guten Becher.",
        body: `Niemand braucht mehr Dinge. Ein paar richtige sind trotzdem willkommen:

1. Der [Emaillebecher](/products/enamel-mug), der jeden Umzug übersteht.
2. Eine Kerze, die nach Wald nach dem Regen riecht.
3. Socken. Die guten kauft sich niemand selbst.`,
      },
    ],
  },
] as const;

/** What is in the journal is about something. */
export const contentCategory = {
  translations: [
    { locale: "en", name: "Journal", slug: "journal" },
    { locale: "de", name: "Tagebuch", slug: "tagebuch" },
  ],
};
