import type { Palette } from "./palette.ts";

export const home = { lamp, candle, blanket, cushion, towel, vase, basket, chair, giftCard };

function lamp({ light, main, dark }: Palette): string {
  return `<path d='M150 196 60 330h280l-90-134z' fill='#fff3c4' opacity='.7'/><path d='M158 84h84l52 118H106z' fill='${main}'/>
<path d='M158 84h34l-26 118h-60z' fill='${light}'/><path d='M200 202v116' stroke='${dark}' stroke-width='14'/>
<path d='M200 84V64' stroke='${dark}' stroke-width='10' stroke-linecap='round'/><path d='M138 336q0-24 62-24t62 24z' fill='${dark}'/>
<path d='M236 202v40' stroke='${dark}' stroke-width='3'/><circle cx='236' cy='248' r='7' fill='${dark}'/>`;
}

function candle({ light, main, dark }: Palette): string {
  return `<path d='M200 66q36 48 0 88-36-40 0-88z' fill='#f5b83d'/><path d='M200 100q16 24 0 48-16-24 0-48z' fill='#fff0b8'/>
<path d='M200 146v34' stroke='#222' stroke-width='5'/><path d='M108 178h184v130q0 28-28 28H136q-28 0-28-28z' fill='${main}'/>
<ellipse cx='200' cy='178' rx='92' ry='20' fill='${light}'/><rect x='142' y='226' width='116' height='70' rx='6' fill='${light}'/>
<path d='M164 250h72M176 270h48' stroke='${dark}' stroke-width='6' stroke-linecap='round'/>`;
}

function blanket({ light, main, dark }: Palette): string {
  return `<path d='M74 282q0-26 26-26h212q20 0 20 26v32q0 20-20 20H100q-26 0-26-26z' fill='${dark}'/>
<path d='M74 222q0-26 26-26h212q20 0 20 26v18q0 20-20 20H100q-26 0-26-26z' fill='${main}'/>
<path d='M74 162q0-26 26-26h212q20 0 20 26v18q0 20-20 20H100q-26 0-26-26z' fill='${light}'/>
<path d='M200 136h40v124h-40z' fill='${dark}' opacity='.6'/><path d='M254 136h14v124h-14zM172 136h14v124h-14z' fill='${dark}' opacity='.4'/>
<path d='M332 150h18M332 166h18M332 182h18M332 210h18M332 226h18M332 242h18M332 280h18M332 298h18M332 316h18' stroke='${main}' stroke-width='5' stroke-linecap='round'/>`;
}

function cushion({ light, main, dark }: Palette): string {
  return `<path d='M78 104q122 30 244 0 26-2 20 22-24 90 0 176 6 26-20 24-122-26-244 0-26 2-20-24 24-86 0-176-6-24 20-22z' fill='${main}'/>
<path d='M200 150l58 64-58 64-58-64z' fill='${light}'/><path d='M200 182l29 32-29 32-29-32z' fill='${dark}'/>
<path d='M104 146l22 24M296 146l-22 24M104 284l22-24M296 284l-22-24' stroke='${dark}' stroke-width='6' stroke-linecap='round'/>`;
}

function towel({ light, main, dark }: Palette): string {
  return `<path d='M60 96h280' stroke='${dark}' stroke-width='12' stroke-linecap='round'/><path d='M112 90h120v228H112z' fill='${main}'/>
<path d='M232 90h56v170h-56z' fill='${dark}'/><path d='M112 250h120v14H112zM112 276h120v8H112z' fill='${light}'/>
<path d='M118 318v16M134 318v16M150 318v16M166 318v16M182 318v16M198 318v16M214 318v16M226 318v16' stroke='${light}' stroke-width='4'/>
<path d='M142 110v120M172 110v120M202 110v120' stroke='${light}' stroke-width='3' opacity='.5'/>`;
}

function vase({ light, main, dark }: Palette): string {
  return `<path d='M200 170Q190 90 150 50M200 170q6-80 54-112M200 170V40' stroke='#6f8450' stroke-width='5' fill='none'/>
<path d='M150 50q-28-2-30 24 30 4 30-24zM254 58q28 0 28 26-30 2-28-26zM200 40q-20-18 0-34 20 16 0 34zM178 104q-30-8-40 16 30 12 40-16zM224 104q28-10 40 14-28 14-40-14z' fill='#a9b98a'/>
<path d='M168 166h64v26q62 34 62 86 0 58-56 58h-76q-56 0-56-58 0-52 62-86z' fill='${main}'/><path d='M160 160h80v14h-80z' fill='${dark}'/>
<path d='M108 262q92 30 184 0v26q-92 30-184 0z' fill='${light}'/>`;
}

function basket({ light, main, dark }: Palette): string {
  return `<path d='M112 190q0-110 88-110t88 110' fill='none' stroke='${dark}' stroke-width='14'/><path d='M72 184h256l-26 130q-4 22-28 22H126q-24 0-28-22z' fill='${main}'/>
<path d='M78 214h244M84 246h232M90 278h220M98 308h204' stroke='${light}' stroke-width='10' stroke-dasharray='26 14'/>
<rect x='62' y='172' width='276' height='26' rx='13' fill='${dark}'/>`;
}

function chair({ light, main, dark }: Palette): string {
  return `<path d='M96 336 286 176M304 336 134 176M134 176 112 76M286 176l22-100' stroke='#b98a55' stroke-width='12' stroke-linecap='round'/>
<path d='M112 80h196l-18 104q-90 34-180 0z' fill='${main}'/><path d='M120 180q80 28 160 0l20 44q-100 44-200 0z' fill='${dark}'/>
<path d='M116 104h188l-4 20H120z' fill='${light}'/><path d='M100 224q100 44 200 0' stroke='${light}' stroke-width='5' fill='none'/>`;
}

function giftCard({ light, main, dark }: Palette): string {
  return `<rect x='60' y='116' width='280' height='190' rx='20' fill='${main}'/><path d='M60 196h280v30H60z' fill='${light}'/><path d='M120 116h30v190h-30z' fill='${light}'/>
<path d='M135 210q-58-8-54-44 34-14 54 44zM135 210q4-58 44-54 12 40-44 54z' fill='${dark}'/><circle cx='135' cy='211' r='14' fill='${dark}'/>
<path d='M216 262h92M250 282h58' stroke='${light}' stroke-width='8' stroke-linecap='round'/>`;
}
