/* Tells whether a file is ours: its digest is computed here, and only the first two digits of it are asked for. */
(() => {
  const box = document.querySelector("[data-verify]");
  const input = box.querySelector("input");
  const drop = box.querySelector(".drop");
  const answer = box.querySelector("[data-answer]");
  let turn = 0;

  const say = (...nodes) => answer.replaceChildren(...nodes);
  const named = (standing) => document.querySelector(`template[data-standing="${standing}"]`).content.cloneNode(true);

  async function fingerprint(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** What is known of a digest, or nothing. */
  async function known(digest) {
    const response = await fetch(`${box.dataset.verify}${digest.slice(0, 2)}.json`);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(response.status);
    return (await response.json())[digest.slice(2)];
  }

  /** The page of this site that a picture names in its notes; whatever leads elsewhere is not shown. */
  function claimed(bytes) {
    const text = new TextDecoder("utf-8").decode(bytes.slice(0, 65536));
    const address = /dc:source="([^"]+)"/.exec(text)?.[1] ?? "";
    return address.startsWith(box.dataset.site) ? address : "";
  }

  /** Put a link where an answer has one, or take its line away where there is nothing to lead to. */
  function lead(told, address, words) {
    const line = told.querySelector("[data-page]");
    if (!address) return line.remove();
    const link = document.createElement("a");
    link.href = address;
    link.textContent = words;
    line.append(link);
  }

  function show(row) {
    const told = named(row.standing);
    lead(told, row.page, `${row.title} (${row.format})`);
    told.querySelector("[data-version]").textContent = row.version;
    if (row.now && row.now !== row.version) told.querySelector("[data-now]").textContent = row.now;
    else told.querySelector("[data-now]").parentNode.remove();
    say(told);
  }

  function unknown(bytes) {
    const told = named("unknown");
    const address = claimed(bytes);
    lead(told, address, address);
    say(told);
  }

  async function judge(file) {
    const now = ++turn;
    if (!(window.crypto && crypto.subtle)) return say(box.dataset.old);
    say(box.dataset.wait);
    try {
      const bytes = await file.arrayBuffer();
      const row = await known(await fingerprint(bytes));
      if (now !== turn) return;
      if (row) show(row);
      else unknown(bytes);
    } catch (error) {
      if (now === turn) say(box.dataset.failed);
      console.error(error);
    }
  }

  input.addEventListener("change", () => input.files.length && judge(input.files[0]));
  for (const type of ["dragenter", "dragover"])
    drop.addEventListener(type, (event) => {
      event.preventDefault();
      drop.dataset.over = "";
    });
  for (const type of ["dragleave", "drop"]) drop.addEventListener(type, () => delete drop.dataset.over);
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) judge(event.dataTransfer.files[0]);
  });
  box.hidden = false;
})();
