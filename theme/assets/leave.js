/* Leaving at once: the empty page takes the place of this one, and Back does not return. Without this file it is a link. */
(() => {
  const way = document.querySelector("[data-leave]");
  const said = document.querySelector("[data-leave-again]");
  let first = -Infinity;
  function leave() {
    document.body.hidden = true;
    document.title = "";
    window.location.replace(way.href);
  }
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.repeat || event.isComposing) return;
      if (event.timeStamp - first < 5000) leave();
      first = event.timeStamp;
      said.textContent = said.dataset.leaveAgain;
    },
    true,
  );
  /* a step inside the page must not leave a copy of it in the history */
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    window.location.replace(link.href);
  });
  document.querySelectorAll("[data-leave-how]").forEach((how) => (how.hidden = false));
})();
