import type { Palette } from "./palette.ts";

export const camp = { tent, tarp, hammock, sleepingBag, backpack, duffel, lantern, headlamp, axe };

function tent({ light, main, dark }: Palette): string {
  return `<path d='M200 110 50 330h300z' fill='${main}'/><path d='M200 110 350 330H262z' fill='${dark}'/>
<path d='M200 110 148 330h104z' fill='${light}'/><path d='M200 150v180h38z' fill='${dark}' opacity='.75'/>
<path d='M190 95l20 30M210 95l-20 30M50 330 28 340M350 330l22 10' stroke='${dark}' stroke-width='6' stroke-linecap='round'/>`;
}

function tarp({ light, main, dark }: Palette): string {
  return `<path d='M92 130v205M308 130v205' stroke='${dark}' stroke-width='8' stroke-linecap='round'/>
<path d='M92 130q108 44 216 0L360 236q-70-28-160-20-90-8-160 20z' fill='${main}'/>
<path d='M92 130q108 44 216 0l14 28q-122 46-244 0z' fill='${light}'/>
<path d='M40 236 22 335M360 236l18 99' stroke='${dark}' stroke-width='3'/>`;
}

function hammock({ light, main, dark }: Palette): string {
  return `<path d='M50 80v260M350 80v260' stroke='${dark}' stroke-width='16' stroke-linecap='round'/>
<path d='M50 140l44 40M350 140l-44 40' stroke='${dark}' stroke-width='4'/>
<path d='M90 176q110 60 220 0-10 116-110 116T90 176z' fill='${main}'/>
<path d='M90 176q110 60 220 0-12 66-110 66T90 176z' fill='${light}'/>
<path d='M140 205q0 60 34 84M260 205q0 60-34 84M200 214v78' stroke='${dark}' stroke-width='3' fill='none' opacity='.4'/>`;
}

function sleepingBag({ light, main, dark }: Palette): string {
  return `<path d='M128 130q0-60 72-60t72 60l-14 178q-6 30-58 30t-58-30z' fill='${main}'/>
<ellipse cx='200' cy='132' rx='50' ry='42' fill='${dark}'/><ellipse cx='200' cy='138' rx='38' ry='30' fill='${light}'/>
<path d='M134 200q66 26 132 0M139 250q61 24 122 0M143 296q57 20 114 0' stroke='${dark}' stroke-width='4' fill='none' opacity='.5'/>
<path d='M228 172l-10 150' stroke='${light}' stroke-width='6' stroke-linecap='round'/>`;
}

function backpack({ light, main, dark }: Palette): string {
  return `<path d='M168 82q0-24 32-24t32 24' fill='none' stroke='${dark}' stroke-width='10'/>
<path d='M120 150q0-72 80-72t80 72v150q0 36-36 36h-88q-36 0-36-36z' fill='${main}'/>
<path d='M120 150q0-72 80-72t80 72v26q-80 30-160 0z' fill='${light}'/>
<rect x='146' y='222' width='108' height='86' rx='16' fill='${dark}'/><path d='M146 246h108' stroke='${light}' stroke-width='5'/>
<path d='M168 160v44M232 160v44' stroke='${dark}' stroke-width='10' stroke-linecap='round'/>
<path d='M120 230h-14q-14 0-14 14v40q0 14 14 14h14zM280 230h14q14 0 14 14v40q0 14-14 14h-14z' fill='${dark}'/>`;
}

function duffel({ light, main, dark }: Palette): string {
  return `<path d='M140 200q0-90 60-90t60 90' fill='none' stroke='${dark}' stroke-width='12'/>
<rect x='54' y='172' width='292' height='156' rx='66' fill='${main}'/>
<path d='M120 172q-66 0-66 78t66 78zM280 172q66 0 66 78t-66 78z' fill='${light}'/>
<path d='M130 192h140' stroke='${dark}' stroke-width='6' stroke-linecap='round'/><rect x='166' y='238' width='68' height='44' rx='8' fill='${dark}'/>
<path d='M140 200v128M260 200v128' stroke='${dark}' stroke-width='12'/>`;
}

function lantern({ light, main, dark }: Palette): string {
  return `<path d='M140 130q0-78 60-78t60 78' fill='none' stroke='${dark}' stroke-width='8'/>
<path d='M152 110h96l16 34H136z' fill='${main}'/><rect x='146' y='144' width='108' height='130' rx='10' fill='#fff6d6'/>
<path d='M200 168q30 38 0 82-30-44 0-82z' fill='#f5b83d'/><path d='M200 204q14 20 0 44-14-24 0-44z' fill='#fff0b8'/>
<path d='M164 144v130M236 144v130' stroke='${dark}' stroke-width='5'/>
<path d='M132 274h136l10 62H122z' fill='${main}'/><rect x='132' y='274' width='136' height='14' fill='${light}'/>`;
}

function headlamp({ light, main, dark }: Palette): string {
  return `<path d='M74 210q0-116 126-116t126 116-126 104T74 210z' fill='none' stroke='${main}' stroke-width='30'/>
<path d='M96 176q104-52 208 0' fill='none' stroke='${light}' stroke-width='6' stroke-dasharray='18 12'/>
<rect x='138' y='246' width='124' height='88' rx='26' fill='${dark}'/><circle cx='200' cy='290' r='32' fill='#fff3c4'/>
<circle cx='200' cy='290' r='14' fill='#f5b83d'/><rect x='182' y='234' width='36' height='14' rx='6' fill='${light}'/>`;
}

function axe({ light, main, dark }: Palette): string {
  return `<path d='M118 338q60-120 108-246' stroke='#b98a55' stroke-width='24' stroke-linecap='round' fill='none'/>
<path d='M122 328l14-28' stroke='${main}' stroke-width='26' stroke-linecap='round'/>
<path d='M196 74l72 30-18 44q56 22 76 62 18-78-26-130-42-42-86-50z' fill='${dark}'/>
<path d='M326 210q18-78-26-130l-12-10q34 60 18 116 12 12 20 24z' fill='${light}'/>`;
}
