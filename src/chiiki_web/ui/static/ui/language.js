// Whoever changes the language of a page finds in it what they were typing. A form that saves
// itself needs no help; one that leads to another page is not opened again there.
(() => {
  const language = document.querySelector("form.lang");
  if (!language) return;
  let edited = null;
  const remember = (event) => {
    const form = event.target.form;
    if (form && form.method === "post" && form !== language) edited = form;
  };
  document.addEventListener("input", remember);
  document.addEventListener("change", remember);
  language.addEventListener("submit", () => {
    if (!edited || "autosave" in edited.dataset) return;
    const to = new URL(edited.getAttribute("action") || "", location.href);
    if (to.pathname !== location.pathname) return;
    const typed = {};
    for (const [name, value] of new FormData(edited)) {
      if (typeof value !== "string" || name === "csrfmiddlewaretoken") continue;
      if (!name.includes("password")) (typed[name] ??= []).push(value);
    }
    language.elements.typed.value = JSON.stringify(typed);
  });
})();
