// A table that is too wide for a phone becomes one block a row, each cell under its heading;
// one of pairs always does: it would fit only by breaking its words.
const narrow = window.matchMedia("(max-width: 640px)");

function stack(table, headings) {
  const unseen = [...table.querySelectorAll("thead th")].map((one) => one.querySelector(".visually-hidden"));
  table.classList.add("stack");
  table.setAttribute("role", "table");
  table.querySelectorAll("thead, tbody, tfoot").forEach((one) => one.setAttribute("role", "rowgroup"));
  table.querySelectorAll("thead th").forEach((one) => one.setAttribute("role", "columnheader"));
  table.querySelectorAll("tr").forEach((row) => {
    row.setAttribute("role", "row");
    [...row.cells].forEach((cell, place) => {
      if (cell.closest("thead")) return;
      cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      if (cell.textContent.trim() || cell.querySelector("input, textarea, select"))
        cell.dataset.heading = unseen[place] && cell.querySelector(".button, .tag") ? "" : headings[place] ?? ""; // they say it themselves
    });
  });
}

function look() {
  if (!narrow.matches) return;
  document.querySelectorAll(".table-scroll table:not(.stack)").forEach((table) => {
    const headings = [...table.querySelectorAll("thead th")].map((one) => one.textContent.trim());
    const simple = headings.length && !table.querySelector("[colspan], [rowspan]");
    const box = table.closest(".table-scroll");
    const isTooWide = table.classList.contains("pairs") || box.scrollWidth > box.clientWidth;
    if (simple && isTooWide) stack(table, headings);
  });
}

function unstack() {
  if (narrow.matches) return look();
  document.querySelectorAll("table.stack").forEach((table) => table.classList.remove("stack"));
}

look();
narrow.addEventListener("change", unstack);
document.addEventListener("htmx:afterSwap", look);
document.addEventListener("toggle", look, true); // what was folded had no width yet
