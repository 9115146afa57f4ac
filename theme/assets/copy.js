/* Copies a text, or an article with its styles. Without this file the text can be selected by hand. */
(() => {
  document.querySelectorAll(".copy").forEach((box) => {
    const text = box.querySelector("textarea");
    const button = box.querySelector("button");
    const status = box.querySelector("[role=status]");
    const rich = "rich" in box.dataset;

    /* asked the old way too: the newer one is missing on plain http and in some chat apps */
    function select() {
      text.focus();
      text.select();
      return document.execCommand("copy");
    }

    /* An editor takes the markup for an article only where it is offered as HTML. */
    function offer() {
      let offered = false;
      const put = (event) => {
        event.clipboardData.setData("text/html", text.value);
        event.clipboardData.setData("text/plain", text.value.replace(/<[^>]*>/g, ""));
        event.preventDefault();
        offered = true;
      };
      document.addEventListener("copy", put, { once: true });
      text.focus();
      text.select();
      document.execCommand("copy");
      document.removeEventListener("copy", put);
      return offered;
    }

    button.addEventListener("click", async () => {
      let copied = false;
      if (rich) copied = offer();
      else
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
