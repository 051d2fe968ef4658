// Questions that wait for an answer on the same page come and go with it, and "none of
// these" stands alone. Without this script every question stands there with its condition.
(() => {
  const form = document.querySelector("form.answers");
  if (!form) return;
  function said(name) {
    return new FormData(form).getAll(name).filter((one) => one !== "");
  }
  function look() {
    for (const one of form.querySelectorAll("[data-waits-for]")) {
      if (!form.elements[one.dataset.waitsFor] || !one.dataset.waitsAmong) continue;
      const among = one.dataset.waitsAmong.split(" ");
      one.hidden = !said(one.dataset.waitsFor).some((code) => among.includes(code));
    }
  }
  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type === "checkbox" && box.checked) {
      for (const other of form.querySelectorAll(`[name="${box.name}"]`)) {
        if (other !== box && ("alone" in box.dataset || "alone" in other.dataset)) other.checked = false;
      }
    }
    look();
  }, true);
  look();
})();
