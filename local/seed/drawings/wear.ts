import type { Palette } from "./palette.ts";

export const wear = { jacket, vest, sweater, beanie, scarf, socks, boots };

function jacket({ light, main, dark }: Palette): string {
  return `<path d='M150 92 84 130 48 292l52 14 26-96v124h148V210l26 96 52-14-36-162-66-38z' fill='${main}'/>
<path d='M150 92q0-34 50-34t50 34q-10 40-50 40t-50-40z' fill='${dark}'/><path d='M168 96q6-20 32-20t32 20q-8 22-32 22t-32-22z' fill='${light}'/>
<path d='M200 132v202' stroke='${dark}' stroke-width='6'/><path d='M146 250l30-16v52h-34zM254 250l-30-16v52h34z' fill='${dark}' opacity='.55'/>
<path d='M126 210l6-54M274 210l-6-54' stroke='${dark}' stroke-width='4'/><path d='M48 292l52 14 4-16-52-14zM352 292l-52 14-4-16 52-14z' fill='${dark}'/>`;
}

function vest({ light, main, dark }: Palette): string {
  return `<path d='M150 80 118 96q14 60-10 104v134h184V200q-24-44-10-104l-32-16q-50 40-100 0z' fill='${main}'/>
<path d='M150 80q50 40 100 0l4 24q-54 40-108 0z' fill='${dark}'/><path d='M200 122v212' stroke='${light}' stroke-width='6'/>
<path d='M114 190q86 20 172 0M108 240q92 20 184 0M108 290q92 20 184 0' stroke='${dark}' stroke-width='4' fill='none' opacity='.55'/>`;
}

function sweater({ light, main, dark }: Palette): string {
  return `<path d='M152 90 88 122 46 288l52 16 30-90v112h144V214l30 90 52-16-42-166-64-32z' fill='${main}'/>
<path d='M152 90q48 44 96 0l-6-14q-42 30-84 0z' fill='${dark}'/><rect x='128' y='312' width='144' height='22' rx='6' fill='${dark}'/>
<path d='M112 150l22 20 22-20 22 20 22-20 22 20 22-20 22 20 22-20' stroke='${light}' stroke-width='8' fill='none'/>
<path d='M134 192l22 20 22-20 22 20 22-20 22 20 22-20' stroke='${light}' stroke-width='5' fill='none'/>
<path d='M46 288l52 16 6-18-53-16zM354 288l-52 16-6-18 53-16z' fill='${dark}'/>`;
}

function beanie({ light, main, dark }: Palette): string {
  return `<circle cx='200' cy='92' r='34' fill='${light}'/><path d='M90 270q0-160 110-160t110 160z' fill='${main}'/>
<path d='M150 260q-6-96 34-146M250 260q6-96-34-146M200 112v150' stroke='${dark}' stroke-width='4' fill='none' opacity='.45'/>
<rect x='78' y='256' width='244' height='70' rx='22' fill='${dark}'/>
<path d='M112 264v54M146 264v54M180 264v54M214 264v54M248 264v54M282 264v54' stroke='${main}' stroke-width='6' stroke-linecap='round'/>`;
}

function scarf({ light, main, dark }: Palette): string {
  return `<path d='M112 120q88-56 176 0 24 54-20 76-68 30-136 0-44-22-20-76z' fill='${main}'/><path d='M136 128q64-34 128 0-8 26-64 26t-64-26z' fill='${dark}'/>
<path d='M150 190l-24 136h64l20-126zM214 200l16 96h58l-32-108z' fill='${light}'/>
<path d='M141 244h60l-4 24h-60zM134 288h60l-3 20h-60zM222 240h52l6 20h-54z' fill='${main}'/>
<path d='M128 326v16M144 326v16M160 326v16M176 326v16M188 326v16M234 296v14M250 296v14M266 296v14M282 296v14' stroke='${dark}' stroke-width='4'/>`;
}

function socks({ light, main, dark }: Palette): string {
  return `<path d='M206 78h74v150q0 18 14 30l34 26q18 16 4 36-12 14-36 10-50-8-76-46-14-18-14-46z' fill='${dark}'/>
<path d='M96 88h78v146q0 20 16 32l44 30q18 14 6 34-8 12-34 10-56-4-92-48-18-22-18-52z' fill='${main}'/>
<rect x='92' y='80' width='86' height='34' rx='8' fill='${light}'/><rect x='202' y='70' width='82' height='32' rx='8' fill='${light}'/>
<path d='M96 146h78v16H96zM96 182h78v16H96z' fill='${light}'/><path d='M200 274l40 26q14 16-2 38-16 4-36 0-18-30-2-64z' fill='${dark}'/>`;
}

function boots({ light, main, dark }: Palette): string {
  return `<path d='M128 84h96l6 118 76 34q34 14 34 56v12H122q-10 0-10-12z' fill='${main}'/>
<path d='M112 296h228v22q0 18-18 18H128q-16 0-16-18z' fill='${dark}'/><path d='M124 84h104v34H122z' fill='${dark}'/>
<path d='M228 150l-40 8M230 178l-42 10M238 206l-44 14M262 218l-34 26' stroke='${light}' stroke-width='8' stroke-linecap='round'/>
<path d='M290 230q-18 30-14 66h64q0-42-34-60z' fill='${light}' opacity='.5'/><path d='M140 336v-12M180 336v-12M220 336v-12M260 336v-12M300 336v-12' stroke='${light}' stroke-width='6'/>`;
}
