// What is typed is saved some seconds after the typing stops, and when the page is left.
// Each request carries the version that the page showed, the key of this open page and its
// turn, so that the server can tell an overtaken request from a new one. The button works
// the same without this script.
(() => {
  const form = document.querySelector("form[data-autosave]");
  const line = form && form.querySelector("[data-autosave-line]");
  if (!line) return;
  const AFTER = 2500, AT_MOST = 15000, PATIENCE = 20000, LONGEST_WAIT = 60000, BEACON = 60000;
  const APART = new Set(["csrfmiddlewaretoken", "version", "page", "turn", "seen", "writer", "do"]);
  let turn = Number(form.elements.turn.value) || 0;
  let timer = 0, since = 0, wait = 0, busy = false, leaving = false, failing = false;
  // A duplicated tab is another open form; what came back after signing in is the old one.
  const isBack = "unsaved" in form.dataset;
  if (!isBack) form.elements.page.value = key();
  let kept = isBack ? null : text();

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  }
  function entries() {
    return [...new FormData(form)].filter(([, value]) => typeof value === "string");
  }
  function text() {
    return JSON.stringify(entries().filter(([name]) => !APART.has(name)));
  }
  // After signing in again in another window the token of this page is old. The present
  // one is taken only then: the server looks whether it is the same person.
  function renew() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    const token = form.elements.csrfmiddlewaretoken;
    if (!found || token.value === found[1]) return false;
    token.value = found[1];
    return true;
  }
  function body() {
    turn += 1;
    form.elements.turn.value = turn;
    const sent = new URLSearchParams(entries());
    sent.set("do", "autosave");
    return sent;
  }
  function request(sent, more) {
    return fetch(form.action || location.href, {
      method: "POST", body: sent, redirect: "manual", credentials: "same-origin", ...more,
    });
  }
  function say(words, state, url, label) {
    if (line.textContent !== words + (label || "")) {
      line.textContent = words;
      if (url) {
        const link = document.createElement("a");
        link.href = url;
        link.textContent = label;
        if (state === "signed-out") link.target = "_blank";
        line.append(" ", link);
      }
    }
    line.dataset.state = state;
  }
  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }
  function failed(words, state, url, label) {
    failing = true;
    wait = Math.min(wait ? wait * 2 : 5000, LONGEST_WAIT);
    say(words, state, url, label);
    later(wait);
  }
  async function save() {
    clearTimeout(timer);
    if (busy || leaving) return;
    const now = text();
    if (now === kept) return;
    busy = true;
    since = 0;
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), PATIENCE);
    try {
      let answer = await request(body(), { signal: stop.signal });
      if (answer.status === 403 && renew()) {
        answer = await request(body(), { signal: stop.signal });
      }
      if (leaving) return;
      if (answer.type === "opaqueredirect") {
        failed(line.dataset.signedOut, "signed-out", line.dataset.signInUrl, line.dataset.signIn);
      } else if (!answer.ok) {
        failed(line.dataset.failed, "failed");
      } else {
        const found = await answer.json();
        if (found.state === "other") {
          failing = true;
          say(found.words, "failed");
          return;
        }
        kept = now;
        wait = 0;
        failing = false;
        say(found.words, found.state, found.url, found.label);
        if (text() !== kept) later(AFTER);
      }
    } catch {
      if (!leaving) failed(line.dataset.offline, "offline");
    } finally {
      clearTimeout(limit);
      busy = false;
    }
  }
  function typed() {
    if (failing) return;
    since = since || Date.now();
    later(Math.max(0, Math.min(AFTER, since + AT_MOST - Date.now())));
  }
  function leave() {
    if (leaving || text() === kept) return;
    const sent = body();
    const now = text();
    const size = sent.toString().length;
    request(sent, { keepalive: size < BEACON }).then((answer) => {
      if (answer.ok) kept = now;
    }, () => {});
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      failed(line.dataset.offline, "offline");
      return;
    }
    turn += 1;
    form.elements.turn.value = turn;
    clearTimeout(timer);
    leaving = true;
  });
  window.addEventListener("online", () => { if (failing) later(0); });
  window.addEventListener("focus", () => { if (failing) later(0); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (failing && !leaving && text() !== kept) event.preventDefault();
  });
  if (isBack) later(AFTER);
})();
