/* Answers a choice when its answer is opened; on the quiz page also picks a round, counts it, and keeps the result here. */
(() => {
  const KEPT = "pufa-quiz";
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  function kept() {
    try {
      return JSON.parse(window.localStorage.getItem(KEPT));
    } catch {
      return null;
    }
  }
  function keep(result) {
    try {
      if (result) window.localStorage.setItem(KEPT, JSON.stringify(result));
      else window.localStorage.removeItem(KEPT);
    } catch {
      /* a private window keeps nothing */
    }
  }

  document.querySelectorAll("[data-quiz]").forEach((quiz) => {
    const list = quiz.querySelector(".questions");
    const items = [...list.children];
    const part = (name) => quiz.querySelector(`[data-quiz-${name}]`);
    let asked = items;

    items.forEach((item) => {
      const details = item.querySelector("details");
      // some browsers bring back what was chosen before a reload, and the answer would not match
      item.querySelectorAll("input").forEach((option) => (option.checked = false));
      details.addEventListener("toggle", () => {
        if (!details.open || item.dataset.done) return;
        const chosen = item.querySelector("input:checked");
        const right = chosen !== null && "answer" in chosen.dataset;
        item.dataset.done = right ? "right" : "seen";
        if (chosen) {
          const reply = item.querySelector("[data-reply]");
          reply.hidden = false;
          reply.textContent = right ? list.dataset.right : list.dataset.wrong;
        }
        if (quiz.dataset.round) score();
      });
    });
    if (!quiz.dataset.round) return;

    function line(words) {
      const paragraph = document.createElement("p");
      paragraph.textContent = words;
      return paragraph;
    }
    function score() {
      const seen = asked.filter((item) => item.dataset.done);
      const right = seen.filter((item) => item.dataset.done === "right").length;
      const over = seen.length === asked.length;
      const numbers = { n: seen.length, of: asked.length, right };
      const box = part("score");
      box.hidden = false;
      box.replaceChildren(line(fill(over ? quiz.dataset.done : quiz.dataset.sofar, numbers)));
      if (!over) return;
      const links = new Map(
        seen
          .filter((item) => item.dataset.done !== "right")
          .map((item) => item.querySelector("[data-guide] a"))
          .map((a) => [a.href, a]),
      );
      box.append(line(links.size ? quiz.dataset.again : quiz.dataset.all));
      const ways = document.createElement("ul");
      links.forEach((a) => {
        const way = document.createElement("li");
        way.append(a.cloneNode(true));
        ways.append(way);
      });
      if (links.size) box.append(ways);
      part("fresh").hidden = false;
      keep({ right, of: asked.length });
    }
    function shuffled(all) {
      const left = [...all];
      const mixed = [];
      while (left.length) mixed.push(...left.splice(Math.floor(Math.random() * left.length), 1));
      return mixed;
    }
    /* one question of each guide first, so that a round shows as many frauds as it can */
    function round() {
      const guides = new Set();
      const first = [];
      const second = [];
      shuffled(items).forEach((item) => {
        const guide = item.querySelector("[data-guide] a").href;
        (guides.has(guide) ? second : first).push(item);
        guides.add(guide);
      });
      asked = [...first, ...second].slice(0, Number(quiz.dataset.round));
      items.forEach((item) => {
        item.hidden = !asked.includes(item);
        delete item.dataset.done;
        item.querySelector("details").open = false;
        item.querySelector("[data-reply]").hidden = true;
        item.querySelectorAll("input").forEach((input) => (input.checked = false));
      });
      asked.forEach((item) => list.append(item));
      part("picked").textContent = fill(quiz.dataset.picked, { n: items.length, of: asked.length });
      part("score").hidden = true;
      part("fresh").hidden = true;
      const last = kept();
      part("kept").hidden = !last;
      if (last) part("last").textContent = fill(quiz.dataset.last, last);
    }

    part("fresh").addEventListener("click", () => {
      round();
      list.tabIndex = -1;
      list.focus();
    });
    part("clear").addEventListener("click", () => {
      keep(null);
      part("kept").hidden = true;
      list.tabIndex = -1;
      list.focus({ preventScroll: true });
    });
    round();
  });
})();
