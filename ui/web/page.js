// Keeps the latest question at the top of the chat while its answer grows, until the reader scrolls.
() => {
  let asked = 0;
  let pinned = null;
  const keep = () => {
    const chat = document.querySelector("#r-chat");
    if (!chat) return;
    const questions = chat.querySelectorAll(".user-row");
    const last = questions[questions.length - 1];
    if (questions.length !== asked) {
      asked = questions.length;
      pinned = last;
    }
    if (!pinned || !last) return;
    let pane = last.parentElement;
    while (pane && pane !== chat && getComputedStyle(pane).overflowY !== "auto"
      && getComputedStyle(pane).overflowY !== "scroll") pane = pane.parentElement;
    if (!pane) return;
    pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  };
  const letGo = () => { pinned = null; };
  for (const event of ["wheel", "touchmove", "pointerdown"]) {
    document.addEventListener(event, letGo, { passive: true });
  }
  new MutationObserver(() => requestAnimationFrame(keep))
    .observe(document.body, { childList: true, subtree: true });
}
