/* Copies the text for a group chat. Without this file it can be selected by hand. */
(() => {
  document.querySelectorAll(".copy").forEach((box) => {
    const text = box.querySelector("textarea");
    const button = box.querySelector("button");
    const status = box.querySelector("[role=status]");
    /* asked the old way too: the newer one is missing on plain http and in some chat apps */
    function select() {
      text.focus();
      text.select();
      return document.execCommand("copy");
    }
    button.addEventListener("click", async () => {
      let copied = false;
      try {
        await navigator.clipboard.writeText(text.value);
        copied = true;
      } catch {
        copied = select();
      }
      status.textContent = copied ? box.dataset.copied : box.dataset.selected;
    });
    button.hidden = false;
  });
})();
