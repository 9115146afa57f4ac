/* Reads the page aloud with a voice that lives on the device: others send the text to somebody's server. */
(() => {
  const box = document.querySelector("[data-aloud]");
  if (!box) return;
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  const synth = window.speechSynthesis;
  const begin = button.textContent;
  const chinese = /^zh/.test(document.documentElement.lang);
  let pieces = [];
  let at = 0;
  let speaking = false;

  function voice() {
    const all = synth ? synth.getVoices() : [];
    const own = all.filter((v) => v.localService && (chinese ? /^(zh|cmn)/i : /^en/i).test(v.lang));
    return own.find((v) => !/HK|TW|yue|Hant/i.test(v.lang)) || own[0];
  }
  /* the blocks of text that can be seen, each in sentences: long ones are cut off by some browsers */
  function read() {
    const sentence = chinese ? /[^。！？；\n]{1,150}[。！？；”]*/g : /\S[^\n]{0,200}?(?:[.!?]”?(?=\s|$)|$)|\S[^\n]{0,199}(?=\s)/gm;
    const found = "h1 h2 h3 p li dt dd blockquote figcaption".split(" ").map((name) => `main ${name}`);
    return [...document.querySelectorAll(found.join())]
      .filter((block) => !block.querySelector("p, li, h3, blockquote") && !block.closest(".noprint, .crumbs, .toc, nav"))
      .filter((block) => block.getClientRects().length)
      .flatMap((block) => (block.innerText.match(sentence) || []).map((text) => ({ block, text })));
  }
  function mark(block) {
    document.querySelectorAll(".reading").forEach((other) => other.classList.remove("reading"));
    if (!block) return;
    block.classList.add("reading");
    block.scrollIntoView({ block: "nearest" });
  }
  function say() {
    if (at >= pieces.length) return stop(box.dataset.done, true);
    const { block, text } = pieces[at];
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice();
    words.lang = words.voice.lang;
    words.rate = 0.9;
    words.onend = () => {
      if (!speaking) return;
      at += 1;
      say();
    };
    mark(block);
    synth.speak(words);
  }
  function stop(words, whole) {
    speaking = false;
    synth.cancel();
    mark(null);
    if (whole) at = 0;
    button.textContent = whole ? begin : box.dataset.on;
    status.textContent = words;
  }
  button.addEventListener("click", () => {
    if (speaking) return stop("", false);
    if (!voice()) return void (status.textContent = box.dataset.none);
    if (!at) pieces = read();
    speaking = true;
    status.textContent = "";
    button.textContent = box.dataset.stop;
    say();
  });
  if (synth) synth.getVoices(); /* some browsers look for voices only when asked */
  window.addEventListener("pagehide", () => synth && synth.cancel());
  box.hidden = false;
})();
