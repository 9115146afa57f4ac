/* A conversation, line by line, that stops at each red flag. Without this file, and on paper, it is whole. */
(() => {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  document.querySelectorAll("[data-talk]").forEach((talk) => {
    const log = talk.querySelector(".log");
    const start = talk.querySelector("[data-talk-start]");
    const bar = talk.querySelector("[data-talk-bar]").content.firstElementChild.cloneNode(true);
    const form = talk.querySelector("[data-talk-ask]").content.firstElementChild;
    const said = bar.querySelector("[data-end]");
    const act = (name) => bar.querySelector(`[data-act="${name}"]`);
    const again = start.querySelector("button").textContent;
    const go = act("play").textContent;
    const steps = [];
    log.querySelectorAll(".turn").forEach((turn) => {
      const flags = turn.querySelector(".turn__flags");
      if (!turn.classList.contains("turn--stage")) steps.push({ node: turn });
      if (flags) steps.push({ node: steps.length && steps[steps.length - 1].node === turn ? flags : turn, flags });
    });
    let at = 0;
    let question = null;
    let playing = false;
    let timer = 0;

    function draw() {
      steps.forEach((step, i) => step.node.classList.toggle("later", i >= at));
      const over = at === steps.length;
      act("play").textContent = playing ? act("play").dataset.pause : over ? again : go;
      said.textContent = over ? said.dataset.end : "";
      if (at && !question) steps[at - 1].node.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
    }
    function rest() {
      playing = false;
      clearTimeout(timer);
    }
    function forget() {
      if (question) question.remove();
      question = null;
    }
    function show() {
      forget();
      at += 1;
      if (at === steps.length) rest();
      if (playing) wait();
      draw();
    }
    function next() {
      if (at === steps.length) return;
      const step = steps[at];
      if (!step.flags || step.answered || question) show();
      else ask(step);
    }
    function play() {
      playing = true;
      if (at === steps.length) begin();
      else next();
    }
    function wait() {
      const read = steps[at - 1].node.innerText.length;
      timer = setTimeout(next, Math.min(1000 + read * (/^zh/.test(document.documentElement.lang) ? 110 : 45), 7000));
    }
    function ask(step) {
      rest();
      question = form.cloneNode(true);
      question.querySelectorAll("button").forEach((button) =>
        button.addEventListener("click", () => {
          const reply = document.createElement("p");
          reply.className = "ask__reply noprint";
          reply.textContent = button.dataset.reply;
          step.flags.prepend(reply);
          step.answered = true;
          show();
          (still.matches ? act("next") : act("play")).focus({ preventScroll: true });
        }),
      );
      log.after(question);
      draw();
      question.querySelector("legend").focus({ preventScroll: true });
      question.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
    }
    function begin() {
      log.querySelectorAll(".ask__reply").forEach((reply) => reply.remove());
      steps.forEach((step) => delete step.answered);
      forget();
      at = 0;
      next();
    }

    act("play").hidden = still.matches;
    act("play").addEventListener("click", () => {
      if (playing) rest();
      else play();
      draw();
    });
    act("next").addEventListener("click", () => {
      rest();
      if (at === steps.length) begin();
      else next();
      draw();
    });
    act("back").addEventListener("click", () => {
      rest();
      if (question) forget();
      else if (at > 1) at -= 1;
      draw();
    });
    act("all").addEventListener("click", () => {
      rest();
      forget();
      at = steps.length;
      draw();
      bar.remove();
      log.removeAttribute("role");
      log.removeAttribute("aria-live");
      start.hidden = false;
      start.querySelector("button").focus();
    });
    start.hidden = false;
    start.querySelector("button").addEventListener("click", () => {
      log.setAttribute("role", "log");
      log.setAttribute("aria-live", "polite");
      log.setAttribute("aria-label", talk.querySelector("figcaption").textContent);
      log.after(bar);
      playing = !still.matches;
      begin();
      start.hidden = true;
      (still.matches ? act("next") : act("play")).focus({ preventScroll: true });
      talk.scrollIntoView({ block: "start" });
    });
  });
})();
