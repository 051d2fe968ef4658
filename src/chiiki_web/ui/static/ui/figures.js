// A figure keeps its unit beside it and a date stays whole: phrases alone do not hold them
// together. Where the children of an element are laid out one by one, nothing is wrapped.
const ERA = "(?:明治|大正|昭和|平成|令和)";
const DATE = `${ERA}(?:元|\\d+)年(?:度|\\d+月(?:\\d+日(?:（[日月火水木金土]）)?)?)?|(?:\\d{4}年)?\\d+月\\d+日(?:（[日月火水木金土]）)?`;
const FIGURE = "\\d[\\d,]*(?:\\.\\d+)?(?:[億万千]\\d[\\d,]*)*(?:年度|年間|年|か月|月|日間|日|時間|時|分|秒|(?:億|百万|万|千)?円|件|回|人|団体|項目|個|点|位|字|ページ|ポイント|%|％)";
const WHOLE = new RegExp(`${DATE}|${FIGURE}`, "g");
const LEFT_OUT = "script, style, textarea, select, option, svg, title, code, pre, time, .nowrap, .hash";

function keepWhole(root) {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!/\d/.test(node.data) || node.parentElement.closest(LEFT_OUT)) continue;
    if (/flex|grid/.test(getComputedStyle(node.parentElement).display)) continue;
    found.push(node);
  }
  found.forEach(wrap);
}

function wrap(node) {
  const parts = [];
  let end = 0;
  for (const match of node.data.matchAll(WHOLE)) {
    const whole = document.createElement("span");
    whole.className = "nowrap";
    whole.textContent = match[0];
    parts.push(node.data.slice(end, match.index), whole);
    end = match.index + match[0].length;
  }
  if (parts.length) node.replaceWith(...parts, node.data.slice(end));
}

if (document.documentElement.lang === "ja") {
  keepWhole(document.querySelector("main"));
  document.addEventListener("htmx:afterSwap", (event) => keepWhole(event.target));
}
