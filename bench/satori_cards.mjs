// The peer of our cards: satori lays a card out as SVG, resvg turns it into a PNG. One process, one card after the other.
//
//     node bench/satori_cards.mjs CARDS.json FOLDER plain|same
//
// CARDS.json is what pufa_cards.py writes. `same` draws our card: its background, its figures, the stamp, all the words.
// `plain` draws what sites usually have: a ground colour, an icon, the title, a line. Writes FOLDER/ID.png, 1200 by 630
// pixels each, and prints how many there were, the seconds from the first card to the last (set-up not counted), all
// bytes, and those of the largest.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import satori from "satori";

const [, , list, folder, kind] = process.argv;
const cards = JSON.parse(readFileSync(list, "utf8"));
mkdirSync(folder, { recursive: true });

// The package keeps Latin letters and Han characters in files of their own; satori looks in both.
const home = dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-sc/package.json"));
const subsets = ["chinese-simplified", "latin"];
const fonts = [400, 700].flatMap((weight) =>
  subsets.map((subset) => ({
    name: subset,
    weight,
    style: "normal",
    data: readFileSync(join(home, "files", `noto-sans-sc-${subset}-${weight}-normal.woff`)),
  })),
);

const art = join(dirname(fileURLToPath(import.meta.url)), "../theme/cards/art");
const drawings = new Map();

function drawing(name) {
  if (!drawings.has(name)) {
    const svg = readFileSync(join(art, `${name}.svg`)).toString("base64");
    drawings.set(name, `data:image/svg+xml;base64,${svg}`);
  }
  return drawings.get(name);
}

const box = (style, children) => ({ type: "div", props: { style: { display: "flex", ...style }, children } });
const at = (left, top, style, children) => box({ position: "absolute", left, top, ...style }, children);
const picture = ([name, left, top, width, height]) => ({
  type: "img",
  props: { src: drawing(name), width, height, style: { position: "absolute", left, top } },
});
const sheet = { position: "relative", width: 1200, height: 630, color: "#23304a", fontFamily: subsets.join(", ") };

function same(card) {
  const pill = { alignItems: "center", fontWeight: 700 };
  const [background, color] = card.chip_colours;
  const seal = {
    ...{ width: 248, height: 248, border: "9px solid #6b3f28", borderRadius: 124, background: "#fff8ea" },
    ...{ flexDirection: "column", alignItems: "center", justifyContent: "center", transform: "rotate(-11deg)" },
    ...{ color: "#6b3f28", fontSize: 80, fontWeight: 700, lineHeight: 1.04 },
  };
  const rows = card.seal.length === 4 ? [card.seal.slice(0, 2), card.seal.slice(2)] : [card.seal];
  return box(sheet, [
    ...card.pictures.map(picture),
    at(72, 66, { ...pill, height: 46, borderRadius: 23, padding: "0 21px", background, color, fontSize: 25 }, card.chip),
    at(184, 71, { fontSize: 25 }, card.context),
    at(72, 132, { width: 520, height: 400, flexDirection: "column", justifyContent: "center" }, [
      box({ marginBottom: 28, fontSize: 66, fontWeight: 700, lineHeight: 1.27 }, card.title),
      box({ fontSize: 29, lineHeight: 1.5 }, card.line),
    ]),
    ...(card.seal ? [at(614, 176, seal, rows.map((row) => box({}, row)))] : []),
    picture(["props/shield", 70, 550, 38, 38]),
    at(118, 551, { color: "#125756", fontSize: 26, fontWeight: 700 }, card.site),
    at(184, 555, { ...pill, height: 30, borderRadius: 15, padding: "0 14px", background: "#fff8ea", fontSize: 18 }, card.demo),
    at(304, 556, { fontSize: 22 }, card.hotlines),
  ]);
}

function plain(card) {
  return box({ ...sheet, background: "#1f4e8c", color: "#ffffff" }, [
    picture(["props/shield", 64, 64, 120, 120]),
    at(208, 100, { color: "#cfe0ff", fontSize: 30 }, card.chip),
    at(64, 230, { width: 1072, flexDirection: "column" }, [
      box({ maxHeight: 192, overflow: "hidden", fontSize: 72, fontWeight: 700, lineHeight: 1.33 }, card.title),
      box({ maxHeight: 105, overflow: "hidden", marginTop: 16, fontSize: 36, lineHeight: 1.45 }, card.line),
    ]),
    at(64, 556, { color: "#cfe0ff", fontSize: 30 }, card.site),
  ]);
}

const layout = { same, plain }[kind];
let bytes = 0;
let largest = 0;
const start = performance.now();
for (const card of cards) {
  const svg = await satori(layout(card), { width: 1200, height: 630, fonts });
  const png = new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
  writeFileSync(join(folder, `${card.id}.png`), png);
  bytes += png.length;
  largest = Math.max(largest, png.length);
}
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ cards: cards.length, seconds, bytes, largest }));
