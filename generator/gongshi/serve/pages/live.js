// Waits for the next build and loads the page again. A page that nobody looks at does not wait.
(() => {
  const { mark } = document.currentScript.dataset;
  const query = new URLSearchParams({ mark, path: location.pathname });
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const seen = () =>
    new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
  (async () => {
    for (;;) {
      if (document.hidden) await seen();
      try {
        const reply = await fetch(`/.gongshi/wait?${query}`);
        if (reply.ok && (await reply.text()) !== mark) return location.reload();
      } catch {
        await pause(1000);
      }
    }
  })();
})();
