// A form is sent once: a second press while the first is on its way does nothing. Whoever
// stops the page (Esc), or waits half a minute, may press again; the site makes it once.
const PATIENCE = 30_000;
const letGo = () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  const since = Number(form.dataset.sent);
  if (since && Date.now() - since < PATIENCE) { event.preventDefault(); return; }
  form.dataset.sent = Date.now();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") letGo(); });
window.addEventListener("pageshow", letGo);
