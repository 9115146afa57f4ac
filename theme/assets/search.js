/* Search, in the reader's own browser: what is typed never leaves it, only pieces of the index are fetched, and nothing
   is fetched before the search box is used.

   A form[data-search] says where the site lives (data-base) and in which language to search (data-language). Results go
   to the [data-search-results] beside the form, or else to the one of the page. Every sentence that is shown is the
   page's own: data-found, data-found-one, data-closest, data-waiting and data-failed of the results ({n} is how many),
   and template[data-search-none].

   The cut is that of scripts/pufa/search/cut.py; tests hold the two equal. Each word is asked for by itself and the
   answers are put together here, so that what is typed without spaces need not occur as it was typed. */

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
const END = "ə";
const RUN = new RegExp(`[${HAN}]+|[0-9a-zà-öø-ÿā-ɏ]+`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`, "u");

const fold = (text) => text.normalize("NFKC").toLowerCase();
const runs = (text) => fold(text).replace(/['’]/g, "").match(RUN) ?? [];

function pairs(run) {
  const characters = [...run];
  if (characters.length === 1 || !IS_HAN.test(run)) return [run];
  return characters.slice(1).map((character, i) => characters[i] + character);
}

/** The words of a text: pairs of Han characters, a lone Han character, Latin words and numbers. */
export const bigrams = (text) => runs(text).flatMap(pairs);

const hex = (run) => [...run].map((character) => character.codePointAt(0).toString(16)).join("");

/** What every key of the index begins with that a word should find. */
export const key = (word) => (IS_HAN.test(word) ? "z" + hex(word) : word);

/** The key of a text as a whole: an article is called exactly that. */
export const name = (text) => "x" + runs(text).map((run) => (IS_HAN.test(run) ? hex(run) : run)).join("") + END;

/* Words typed around the matter. A Chinese one parts what stands beside it. That somebody was cheated is what all pages
   here are about. */
const IDLE = {
  zh: /请问|被[他她人]*骗子?[钱了]?|骗子|怎么回事|怎么办|怎么样|怎么|是不是|是真的吗|真的吗|可以吗|什么|有没有|有人|一个|[让叫要说给跟帮带找教催]?我们?|你们?|您|[的了吗呢吧啊呀]/gu,
  en: new Set(
    ("a about am an and are as ask asked asking asks at be been but by can could dad did do does doing father for " +
      "fraud from get getting got grandfather grandma grandmother grandpa had has have having he her him his how " +
      "husband i if im in into is it its ive just me mom mother mum my of on or our out parents said saying says scam " +
      "scammed scammer scammers scams she so some somebody someone tell telling that the their them then there they " +
      "this to told up us want wants was we were what when where which who why wife will with would you your").split(" "),
  ),
};

/** An English word without its ending. It finds the words that begin with what is left: three letters at least. */
export function stem(word) {
  if (!/^[a-z]+$/.test(word)) return word;
  const shorter = word
    .replace(/^(.{3,})ies$/, "$1")
    .replace(/^(.+(?:ss|sh|ch|x))es$/, "$1")
    .replace(/^(.{2,}[^isu])s$/, "$1")
    .replace(/^(.*[aeiouy].*)ing$/, "$1")
    .replace(/^(.*[aeiouy].*[^e])ed$/, "$1")
    .replace(/([bdgmnprt])\1$/, "$1");
  return shorter.length < 3 ? word : shorter;
}

/** What the keys begin with that hold `word`. An English word in -e drops it before -ing. */
const beginnings = (word) =>
  IS_HAN.test(word) ? [key(word)] : /[a-z]{3}e$/.test(word) ? [word, word.replace(/e$/, "ing")] : [stem(word)];

/** What a query asks for: units (a Han character, or a Latin word of double `size`), each with the words that hold it;
    the `names` by which an article may be called so; and whether the reader `parted` it into a few words of his own,
    which then all have to be found. */
export function understand(query, language) {
  const typed = query.split(/\s+/u).map(runs);
  const meant = query.split(/\s+/u).map((piece) => runs(language === "zh" ? piece.replace(IDLE.zh, " ") : piece));
  const telling = meant.map((piece) => piece.filter((run) => (IS_HAN.test(run) ? [...run].length > 1 : !IDLE.en.has(run))));
  const kept = [telling, meant, typed].find((pieces) => pieces.flat().length) ?? [];
  const parted = kept.filter((piece) => piece.length).length;
  const names = [...new Set([typed, kept].map((pieces) => name(pieces.flat().join(" "))))];
  return { units: kept.flat().flatMap(units), names, parted: parted > 1 && parted < 5 };
}

function units(run) {
  if (!IS_HAN.test(run)) return [{ size: 2, words: [run] }];
  const words = pairs(run);
  return [...run].map((_, i) => ({ size: 1, words: words.slice(Math.max(i - 1, 0), i + 1) }));
}

/** The pages of `hits` (for each word the pages that hold it, with a score each), best first: those that hold the whole
    query; or, where the best of all holds but a part of it, those that come near. `complete` says whether any holds it whole. */
export function rank({ units, parted }, hits) {
  const total = units.reduce((sum, unit) => sum + unit.size, 0);
  const scores = new Map();
  for (const pages of hits.values()) for (const [id, score] of pages) scores.set(id, (scores.get(id) ?? 0) + score);
  const found = [...scores].map(([id, score]) => {
    const held = units.filter(({ words }) => words.some((word) => hits.get(word).has(id)));
    const share = held.reduce((sum, unit) => sum + unit.size, 0) / total;
    return { id, share, value: score * share * share };
  });
  const near = found.filter(({ share }) => share >= 0.4).sort((a, b) => b.value - a.value);
  const whole = near.filter(({ share }) => share === 1);
  if (whole.length && (parted || near[0].share === 1)) return { ids: whole.map(({ id }) => id), complete: true };
  const close = near.filter(({ value }) => value >= 0.3 * near[0].value);
  return { ids: close.map(({ id }) => id), complete: close.some(({ share }) => share === 1) };
}

/** `text` in pieces, every second of them to be marked: where it holds one of the words. */
export function split(text, words) {
  const characters = [...text];
  const origin = []; // of each code unit of the folded text: the character it comes from
  let folded = "";
  characters.forEach((character, i) => {
    const plain = fold(character);
    folded += plain;
    for (let n = 0; n < plain.length; n++) origin.push(i);
  });
  const hit = new Set();
  const mark = (start, length) => origin.slice(start, start + length).forEach((i) => hit.add(i));
  for (const { 0: run, index } of folded.matchAll(RUN)) {
    for (const word of words) {
      if (IS_HAN.test(run)) {
        for (let at = run.indexOf(word); at >= 0; at = run.indexOf(word, at + 1)) mark(index + at, word.length);
      } else if (!IS_HAN.test(word) && beginnings(word).some((start) => run.startsWith(start))) {
        mark(index, run.length);
      }
    }
  }
  const pieces = [""];
  characters.forEach((character, i) => {
    if (hit.has(i) === pieces.length % 2 > 0) pieces.push("");
    pieces[pieces.length - 1] += character;
  });
  return pieces;
}

/* Scores are linear in the weights that were set at indexing; what is only shown counts nothing. */
const RANKING = { termFrequency: 0, metaWeights: { title: 0, summary: 0, kind: 0 } };

/** The index of a language: opened once, each word asked once. A large site has several parts, listed in shards.json:
    those that are asked at once (`first`: guides and the newest), and those that are opened when that was not enough. */
class Index {
  constructor(base, language) {
    this.root = `${base}pagefind/${language}/`;
    this.answers = new Map();
    this.pages = new Map();
    this.rest = [];
  }

  open() {
    this.engine ??= this.start();
    return this.engine;
  }

  async start() {
    const { first, rest } = await (await fetch(`${this.root}shards.json`)).json();
    const [one, ...others] = first;
    const pagefind = await import(new URL(`${this.root}${one}/pagefind.js`, document.baseURI).href);
    await pagefind.options({ noWorker: true, ranking: RANKING });
    await pagefind.init();
    await this.merge(pagefind, others);
    this.rest = rest;
    return pagefind;
  }

  merge(pagefind, parts) {
    return Promise.all(parts.map((part) => pagefind.mergeIndex(`${this.root}${part}/`, { ranking: RANKING })));
  }

  /** Open the rest too. Every word has to be asked again after that. */
  async reach() {
    const opened = this.open();
    const pagefind = await opened;
    this.reached ??= this.merge(pagefind, this.rest);
    await this.reached.catch((error) => {
      this.forget(opened);
      throw error;
    });
    if (this.rest.length) this.answers.clear();
    this.rest = [];
  }

  /** The score of each page with a key that begins with `beginning`, by the page's id. */
  ask(beginning) {
    if (!this.answers.has(beginning)) {
      const opened = this.open();
      const answer = this.search(opened, beginning);
      answer.catch(() => this.forget(opened));
      this.answers.set(beginning, answer);
    }
    return this.answers.get(beginning);
  }

  async search(opened, beginning) {
    const { results } = await (await opened).search(beginning);
    // Pagefind takes a piece of the index that did not arrive for an empty one.
    if (!results.length && navigator.onLine === false) throw new Error("offline");
    for (const result of results) this.pages.set(result.id, result);
    return new Map(results.map(({ id, score }) => [id, score]));
  }

  /** After a failure the next question begins anew: Pagefind would repeat the failure for ever. */
  forget(opened) {
    if (this.engine !== opened) return;
    this.engine = this.reached = undefined;
    this.rest = [];
    this.answers.clear();
    opened.then((pagefind) => pagefind.destroy()).catch(() => {});
  }

  /** The pages that answer `query`, and the words that were looked for. `facets` are keys that a page must have too. */
  async find(query, language, facets) {
    const asked = understand(query, language);
    const words = [...new Set(asked.units.flatMap((unit) => unit.words))];
    const allowed = await Promise.all(facets.map((facet) => this.ask(facet + END)));
    const look = async (word, starts) => {
      const scores = (await Promise.all(starts.map((start) => this.ask(start)))).flatMap((answer) => [...answer]);
      const counted = scores.filter(([id, score]) => score > 0 && allowed.every((some) => some.has(id)));
      return [word, new Map(counted.sort((a, b) => a[1] - b[1]))]; // of two scores of a page the greater stays
    };
    const named = asked.names.map((whole) => look(whole, [whole]));
    const hits = await Promise.all([...words.map((word) => look(word, beginnings(word))), ...named]);
    const { ids, complete } = rank(asked, new Map(hits));
    return { pages: ids.map((id) => this.pages.get(id)), complete, words };
  }
}

class Search {
  constructor(form) {
    this.form = form;
    this.input = form.elements.namedItem("q");
    this.language = form.dataset.language;
    this.results = form.parentElement.querySelector("[data-search-results]") ?? document.querySelector("[data-search-results]");
    this.here = new URL(form.getAttribute("action"), document.baseURI).pathname === location.pathname;
    this.index = new Index(form.dataset.base, this.language);
    this.none = document.querySelector("template[data-search-none]");
    this.turn = 0;
    // Only this line is read aloud: a live region around the results would read every one of them.
    this.count = document.createElement("div");
    this.count.setAttribute("role", "status");
    this.count.dataset.searchCount = "";
    this.results.removeAttribute("aria-live");
    this.results.prepend(this.count);
    this.listen();
    if (this.here) this.resume();
  }

  listen() {
    const { form, input } = this;
    input.addEventListener("focus", () => this.index.open().catch((error) => console.error(error)), { once: true });
    input.addEventListener("input", (event) => event.isComposing || this.later());
    input.addEventListener("compositionend", () => this.later());
    form.addEventListener("change", (event) => event.target === input || this.run());
    form.addEventListener("keydown", (event) => this.press(event));
    this.results.addEventListener("keydown", (event) => this.press(event));
    if (this.here) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.run();
      });
    } else {
      const leave = ({ target }) => form.contains(target) || this.results.contains(target) || this.close();
      document.addEventListener("focusin", leave);
      document.addEventListener("pointerdown", leave);
    }
  }

  /** Take up the search that the address names. */
  resume() {
    const named = new URLSearchParams(location.search);
    for (const name of ["q", "kind", "audience"]) {
      const field = this.form.elements.namedItem(name);
      if (field && named.has(name)) field.value = named.get(name);
    }
    const narrow = this.form.querySelector("details");
    if (narrow) narrow.open = this.facets().length > 0;
    if (this.input.value.trim()) this.run();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), 150);
  }

  /** Answer what stands in the box: from the whole index where `everything` is wanted or the first parts do not suffice. */
  async run(everything = false) {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    const query = this.input.value.trim();
    this.remember();
    if (bigrams(query).join("").length < (/^[\x20-\x7f]*$/.test(query) ? 2 : 1)) return this.close();
    this.results.hidden = false;
    this.results.setAttribute("aria-busy", "true");
    if (this.results.children.length === 1) this.count.textContent = this.results.dataset.waiting ?? "";
    try {
      const find = () => this.index.find(query, this.language, this.facets());
      const room = this.here ? 20 : 5;
      let answer = await find();
      const enough = answer.complete && answer.pages.length >= room;
      if (turn === this.turn && this.index.rest.length && (everything || !enough)) {
        const first = answer.complete ? answer.pages : [];
        if (first.length) await this.show(turn, answer, room); // what is there is read while the rest arrives
        await this.index.reach();
        answer = await find();
        const known = new Set(first.map(({ id }) => id)); // and keeps its place: nothing moves under a finger
        answer.pages = [...first, ...answer.pages.filter(({ id }) => !known.has(id))];
      }
      await this.show(turn, answer, room);
    } catch (error) {
      if (turn !== this.turn) return;
      this.fill();
      this.count.textContent = this.results.dataset.failed ?? "";
      console.error(error);
    }
  }

  facets() {
    const value = (name) => this.form.elements.namedItem(name)?.value.replaceAll("-", "");
    return [["kind", value("kind")], ["for", value("audience")]].filter(([, chosen]) => chosen).map((pair) => pair.join(""));
  }

  /** Keep the search in the address, so that it can be reloaded, kept and passed on. */
  remember() {
    if (!this.here) return;
    const named = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value.trim()));
    history.replaceState(history.state, "", `${location.pathname}?${named}`.replace(/\?$/, ""));
  }

  async show(turn, { pages, complete, words }, room) {
    const found = await Promise.all(pages.slice(0, room).map((page) => page.data()));
    if (turn !== this.turn) return;
    const { found: all, foundFirst: some, foundOne, closest, older } = this.results.dataset;
    const number = pages.length;
    const [many, one] = this.index.rest.length ? [some, some] : [all, foundOne];
    this.fill(...found.map((page) => this.result(page, words)));
    if (this.index.rest.length && number) {
      const more = element("button", older);
      more.type = "button";
      more.className = "tool";
      more.addEventListener("click", () => this.run(true));
      this.results.append(more);
    }
    if (!number) this.count.replaceChildren(...(this.none ? [this.none.content.cloneNode(true)] : []));
    else this.count.textContent = (complete ? (number === 1 && one) || many : closest)?.replace("{n}", number) ?? "";
  }

  fill(...articles) {
    this.results.replaceChildren(this.count, ...articles);
    this.results.removeAttribute("aria-busy");
  }

  result({ url, meta }, words) {
    const article = element("article");
    article.dataset.searchResult = "";
    const link = element("a", meta.title);
    link.href = url;
    const excerpt = split(meta.summary, words).map((piece, i) => (i % 2 ? element("mark", piece) : piece));
    article.append(element("p", element("b", meta.kind)), element(this.here ? "h3" : "p", link), element("p", ...excerpt));
    article.firstChild.className = "meta";
    link.parentNode.className = "result"; // in the bar it is no heading: the page's own stand below it
    return article;
  }

  close() {
    this.turn++;
    this.fill();
    this.count.textContent = "";
    if (!this.here) this.results.hidden = true;
  }

  /** Arrow keys walk from the box into the results and back, Escape closes them. */
  press(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.here && !this.results.hidden) {
      this.close();
      this.input.focus();
      event.preventDefault();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.input, ...this.results.querySelectorAll("[data-search-result] a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!step || !stops.includes(document.activeElement) || !next) return;
    next.focus();
    event.preventDefault();
  }
}

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

if (typeof document !== "undefined") for (const form of document.querySelectorAll("form[data-search]")) new Search(form);
