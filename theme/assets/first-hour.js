/* The sheet for the police. Nothing is kept unless the reader says so, and nothing is sent: the page's policy forbids it. */
(() => {
  const KEPT = "pufa-first-hour";
  const record = document.querySelector("[data-record]");
  const part = (name) => record.querySelector(`[data-${name}]`);
  const transfers = [...record.querySelectorAll("[data-transfer]")];
  const fields = [...record.querySelectorAll("input, textarea")].filter((field) => field.id !== "keep");
  const keep = document.getElementById("keep");
  const value = (field) => (field.type === "checkbox" ? field.checked : field.value);

  function save() {
    try {
      if (keep.checked) window.localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(fields.map((f) => [f.id, value(f)]))));
      else window.localStorage.removeItem(KEPT);
    } catch {
      keep.checked = false;
    }
  }
  function load() {
    let kept = null;
    try {
      kept = JSON.parse(window.localStorage.getItem(KEPT));
    } catch {
      /* nothing is kept here */
    }
    keep.checked = kept !== null;
    fields.forEach((field) => {
      const was = kept && kept[field.id];
      if (field.type === "checkbox") field.checked = was === true;
      else field.value = typeof was === "string" ? was : "";
    });
  }
  /* as many transfers as are filled in, and one */
  function fold() {
    const last = transfers.map((t) => [...t.querySelectorAll("input")].some(value)).lastIndexOf(true);
    transfers.forEach((transfer, i) => (transfer.hidden = i > Math.max(last, 0)));
    room();
  }
  function room() {
    const full = transfers.every((transfer) => !transfer.hidden);
    part("add").hidden = full;
    part("full").hidden = !full;
  }

  /* a box on the screen scrolls; on paper the line is set anew, in small type where it is long for the box */
  function written() {
    record.querySelectorAll('input[type="text"]').forEach((field) => {
      const label = field.closest(".field");
      const wide = [...field.value].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 1 : 0.6), 0);
      if (field.value) label.dataset.written = field.value;
      label.classList.toggle("field--long", wide > Number(label.dataset.holds));
    });
  }
  function unwritten() {
    record.querySelectorAll("[data-written]").forEach((label) => label.removeAttribute("data-written"));
  }

  window.addEventListener("beforeprint", written);
  window.addEventListener("afterprint", unwritten);
  load();
  fold();
  part("by-hand").hidden = true;
  part("tools").hidden = false;
  record.addEventListener("input", () => {
    part("cleared").hidden = true;
    save();
  });
  part("add").addEventListener("click", () => {
    const next = transfers.find((transfer) => transfer.hidden);
    next.hidden = false;
    room();
    next.querySelector("input").focus();
  });
  part("clear").addEventListener("click", () => {
    fields.forEach((field) => (field.type === "checkbox" ? (field.checked = false) : (field.value = "")));
    keep.checked = false;
    save();
    fold();
    part("cleared").hidden = false;
  });
})();
