// One box in the head of the table ticks every row of the page. Without it, each row has its own.
document.querySelectorAll("[data-choose-page]").forEach((place) => {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.setAttribute("aria-label", place.dataset.label);
  place.append(box);
  box.addEventListener("change", () => {
    place.closest("table").querySelectorAll('input[name="row"]').forEach((row) => { row.checked = box.checked; });
  });
});
