// What can be sent is checked while its page is read; pressing the button then takes little.
// Without this, everything is checked when it is sent.
document.querySelectorAll("[data-prepare]").forEach(async (place) => {
  const token = place.closest("form").elements.csrfmiddlewaretoken.value;
  const answer = await fetch(place.dataset.prepare, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    redirect: "error",
  }).catch(() => null);
  if (answer?.status === 200) place.innerHTML = await answer.text();
});
