import type { Palette } from "./palette.ts";

export const table = { mug, bottle, kettle, pan, stove, knife, bowl, plate, board, cups };

function mug({ light, main, dark }: Palette): string {
  return `<path d='M264 168h30q44 0 44 48t-48 56h-32' fill='none' stroke='${dark}' stroke-width='20'/>
<path d='M92 132h180v150q0 52-52 52h-76q-52 0-52-52z' fill='${main}'/><ellipse cx='182' cy='132' rx='90' ry='22' fill='${dark}'/>
<ellipse cx='182' cy='136' rx='76' ry='15' fill='#5b3a22'/><path d='M92 220q90 30 180 0v34q-90 30-180 0z' fill='${light}'/>
<path d='M152 96q-16-18 0-36t0-34M206 96q-16-18 0-36t0-34' stroke='${dark}' stroke-width='6' fill='none' stroke-linecap='round' opacity='.35'/>`;
}

function bottle({ light, main, dark }: Palette): string {
  return `<rect x='168' y='48' width='64' height='44' rx='10' fill='${dark}'/><path d='M172 92h56v16q38 20 38 62v136q0 30-30 30h-72q-30 0-30-30V170q0-42 38-62z' fill='${main}'/>
<path d='M134 206h132v64H134z' fill='${light}'/><path d='M200 216l26 44h-52z' fill='${dark}'/>
<path d='M152 178q2-34 24-46' stroke='#fff' stroke-width='8' stroke-linecap='round' fill='none' opacity='.5'/>
<path d='M184 48q0-20 16-20t16 20' fill='none' stroke='${dark}' stroke-width='8'/>`;
}

function kettle({ light, main, dark }: Palette): string {
  return `<path d='M132 150q0-96 74-96t74 96' fill='none' stroke='${dark}' stroke-width='12'/>
<path d='M286 214q40-6 62-62l22 10q-22 84-84 106z' fill='${dark}'/>
<path d='M112 334q-28-96 40-166h108q68 70 40 166z' fill='${main}'/><path d='M152 168h108l20 26q-74 20-148 0z' fill='${light}'/>
<circle cx='206' cy='150' r='14' fill='${dark}'/><path d='M134 300q-8-46 14-84' stroke='#fff' stroke-width='10' stroke-linecap='round' fill='none' opacity='.45'/>
<rect x='106' y='322' width='200' height='14' rx='7' fill='${dark}'/>`;
}

function pan({ light, main, dark }: Palette): string {
  return `<rect x='252' y='92' width='130' height='28' rx='14' fill='${dark}' transform='rotate(-28 252 106)'/>
<circle cx='174' cy='212' r='126' fill='${dark}'/><circle cx='174' cy='212' r='106' fill='${main}'/>
<path d='M100 212a74 74 0 0 1 74-74' stroke='${light}' stroke-width='8' stroke-linecap='round' fill='none' opacity='.6'/>
<path d='M132 224q-10-46 40-44 56-12 52 34 14 46-40 42-48 10-52-32z' fill='#fff'/><circle cx='180' cy='216' r='22' fill='#f5b83d'/>`;
}

function stove({ light, main, dark }: Palette): string {
  return `<path d='M200 118q46 44 20 92h-40q-26-48 20-92z' fill='#f5b83d'/><path d='M200 152q24 28 8 58h-16q-16-30 8-58z' fill='#fff0b8'/>
<path d='M112 130l46 92M288 130l-46 92M96 124h46M258 124h46' stroke='${dark}' stroke-width='10' stroke-linecap='round'/>
<rect x='150' y='206' width='100' height='26' rx='8' fill='${dark}'/><rect x='184' y='232' width='32' height='22' fill='${light}'/>
<path d='M128 276q0-26 72-26t72 26v42q0 20-72 20t-72-20z' fill='${main}'/><path d='M128 286q72 22 144 0v24q-72 22-144 0z' fill='${light}'/>
<circle cx='278' cy='238' r='14' fill='${dark}'/><path d='M216 240h60' stroke='${dark}' stroke-width='6'/>`;
}

function knife({ light, main, dark }: Palette): string {
  return `<path d='M182 202 330 62q26 58-34 112l-84 60z' fill='#dfe3e5'/><path d='M330 62q26 58-34 112l-84 60-14-14z' fill='#b3bcc1'/>
<path d='M176 190l50 52-86 84q-30 22-50-2t2-50z' fill='${main}'/><path d='M176 190l18 18-98 96q-14-16-4-30z' fill='${light}'/>
<path d='M176 190l50 52-16 14-50-52z' fill='${dark}'/><circle cx='116' cy='300' r='8' fill='${dark}'/>`;
}

function bowl({ light, main, dark }: Palette): string {
  return `<path d='M66 178h268q0 122-90 144v14h-88v-14Q66 300 66 178z' fill='${main}'/><ellipse cx='200' cy='178' rx='134' ry='34' fill='${light}'/>
<ellipse cx='200' cy='184' rx='112' ry='24' fill='${dark}'/><path d='M74 222q126 36 252 0l-8 26q-118 30-236 0z' fill='${light}' opacity='.7'/>
<circle cx='160' cy='186' r='5' fill='${light}'/><circle cx='226' cy='192' r='4' fill='${light}'/><circle cx='250' cy='180' r='5' fill='${light}'/>`;
}

function plate({ light, main, dark }: Palette): string {
  return `<circle cx='200' cy='206' r='136' fill='${main}'/><circle cx='200' cy='206' r='136' fill='none' stroke='${dark}' stroke-width='5'/>
<circle cx='200' cy='206' r='92' fill='${light}'/><circle cx='200' cy='206' r='92' fill='none' stroke='${dark}' stroke-width='3' opacity='.5'/>
<path d='M200 152q-36 40 0 104 36-64 0-104zM200 256v30' fill='${main}' stroke='${dark}' stroke-width='4'/>
<path d='M200 190l16-12M200 210l18-12M200 200l-16-12M200 222l-18-12' stroke='${dark}' stroke-width='3'/>`;
}

function board({ light, main, dark }: Palette): string {
  return `<path d='M172 52q28-14 56 0v64q62 6 62 62v120q0 38-38 38H148q-38 0-38-38V178q0-56 62-62z' fill='${main}'/>
<circle cx='200' cy='82' r='12' fill='${dark}'/><path d='M140 170v140M170 150v172M226 150v172M258 166v150' stroke='${dark}' stroke-width='3' opacity='.35'/>
<path d='M122 258q50-28 96 0t60-4' stroke='${light}' stroke-width='5' fill='none'/><circle cx='200' cy='220' r='13' fill='none' stroke='${dark}' stroke-width='4' opacity='.5'/>`;
}

function cups({ light, main, dark }: Palette): string {
  return `<path d='M64 176h128l-12 126q-4 34-34 34h-36q-30 0-34-34z' fill='${main}'/><ellipse cx='128' cy='176' rx='64' ry='17' fill='${dark}'/>
<path d='M70 232h116l-3 30H73z' fill='${light}'/><path d='M214 206h128l-12 98q-4 32-34 32h-36q-30 0-34-32z' fill='${light}'/>
<ellipse cx='278' cy='206' rx='64' ry='17' fill='${dark}'/><path d='M219 252h118l-3 28H222z' fill='${main}'/>
<path d='M112 146q-12-16 0-32t0-32M146 146q-12-16 0-32t0-32' stroke='${dark}' stroke-width='5' fill='none' stroke-linecap='round' opacity='.35'/>`;
}
