/** Shades of one colour, and the ground that it looks good on. */
export interface Palette {
  ground: string;
  light: string;
  main: string;
  dark: string;
}

export const palettes = {
  Moss: { ground: "#e9ede0", light: "#a9b98a", main: "#6f8450", dark: "#414f2e" },
  Rust: { ground: "#f7e8de", light: "#e2a27c", main: "#bf6438", dark: "#7c3a1c" },
  Slate: { ground: "#e6ebee", light: "#a3b4bf", main: "#5f7684", dark: "#36454f" },
  Sand: { ground: "#f5efe3", light: "#e6d3ae", main: "#c9ab77", dark: "#8a6d3f" },
  Night: { ground: "#e4e6ef", light: "#7f8bb3", main: "#3a4670", dark: "#1f2742" },
  Snow: { ground: "#dfe6ea", light: "#ffffff", main: "#f3f1ec", dark: "#a8a294" },
  Berry: { ground: "#f5e4e8", light: "#d08a9b", main: "#9c3f58", dark: "#622337" },
  Ochre: { ground: "#f9f0da", light: "#f0cd7a", main: "#d99e2b", dark: "#946512" },
  Steel: { ground: "#eceeef", light: "#dfe3e5", main: "#b3bcc1", dark: "#5d676d" },
  Coal: { ground: "#e8e8e6", light: "#77777a", main: "#3d3d40", dark: "#222224" },
  Oak: { ground: "#f3eadf", light: "#dcb88a", main: "#b98a55", dark: "#744f28" },
} satisfies Record<string, Palette>;

export type Colour = keyof typeof palettes;
