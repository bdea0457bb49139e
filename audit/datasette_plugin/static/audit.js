// What the keyboard and a selection add. Every page works without it.
"use strict";
(() => {
  const told = document.getElementById("told");
  const tell = (text) => { if (told) told.textContent = text; };
  const typing = (event) => event.ctrlKey || event.metaKey || event.altKey ||
    event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  // Reader: step through the claims that are shown.
  const article = document.querySelector("article.document");
  const notes = () => [...document.querySelectorAll(".note")].filter((note) => note.offsetParent !== null);
  let current = null;

  const marksOf = (id) => document.querySelectorAll(`mark[data-claim="${CSS.escape(id)}"]`);
  const point = (note) => {
    document.querySelectorAll(".here").forEach((element) => element.classList.remove("here"));
    current = note;
    note.classList.add("here");
    marksOf(note.dataset.claim).forEach((mark) => mark.classList.add("here"));
    (marksOf(note.dataset.claim)[0] || note).scrollIntoView({ block: "center" });
    note.querySelector("a.open")?.focus({ preventScroll: true });
    tell(note.textContent.replace(/\s+/g, " ").trim());
    history.replaceState(null, "", `#c-${note.dataset.claim}`);
  };
  const step = (direction) => {
    const shown = notes();
    const from = shown.indexOf(current);
    const at = from < 0 && direction < 0 ? shown.length - 1 : from + direction;
    const part = document.querySelector(`.pager a[rel=${direction > 0 ? "next" : "prev"}]`);
    if (shown[at]) point(shown[at]);
    else if (part) location.assign(`${part.href}#${direction > 0 ? "first" : "last"}`);
    else if (shown.length) point(shown[(at + shown.length) % shown.length]);
  };

  if (article) {
    article.addEventListener("click", (event) => {
      const mark = event.target.closest("mark[data-claim]");
      if (!mark || event.target.closest("a") || String(getSelection())) return;
      const note = document.getElementById(`n-${mark.dataset.claim}`);
      if (note && note.offsetParent !== null) point(note);
    });
    article.addEventListener("pointerover", (event) => {
      const id = event.target.closest("[data-claim]")?.dataset.claim;
      document.querySelectorAll(".pointed").forEach((element) => element.classList.remove("pointed"));
      if (id) [...marksOf(id), document.getElementById(`n-${id}`)].forEach((element) => element?.classList.add("pointed"));
    });
    const named = decodeURIComponent(location.hash.slice(1)).replace(/^[cn]-/, "");
    const ends = { first: notes()[0], last: notes().at(-1) };
    const asked = ends[named] || (named && document.getElementById(`n-${named}`));
    if (asked) point(asked);
    else {
      const at = Number(new URLSearchParams(location.search).get("at"));
      const texts = [...article.querySelectorAll(".text")].filter((text) => Number(text.dataset.start) <= at);
      if (at && texts.length) texts[texts.length - 1].scrollIntoView({ block: "center" });
    }
  }

  // Selected words that were missed: their positions are code points of the document.
  const length = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [...node.data].length;
    if (node.dataset && node.dataset.length !== undefined) return Number(node.dataset.length);
    if (node.classList && node.classList.contains("number")) return 0;
    return [...node.childNodes].reduce((sum, child) => sum + length(child), 0);
  };
  const position = (container, offset) => {
    const start = (container.nodeType === Node.TEXT_NODE ? container.parentElement : container).closest("[data-start]");
    if (!start) return null;
    let at = container.nodeType === Node.TEXT_NODE ? [...container.data.slice(0, offset)].length
      : [...container.childNodes].slice(0, offset).reduce((sum, child) => sum + length(child), 0);
    for (let node = container; node !== start; node = node.parentNode) {
      for (let before = node.previousSibling; before; before = before.previousSibling) at += length(before);
    }
    return Number(start.dataset.start) + at;
  };
  let offer = null;
  if (article && article.dataset.missed) {
    document.addEventListener("selectionchange", () => {
      if (offer) { offer.remove(); offer = null; }
      const selection = getSelection();
      if (!selection.rangeCount || selection.isCollapsed || !article.contains(selection.anchorNode)) return;
      const range = selection.getRangeAt(0);
      const start = position(range.startContainer, range.startOffset);
      const end = position(range.endContainer, range.endOffset);
      if (start === null || end === null || end <= start) return;
      const query = new URLSearchParams({ document: article.dataset.document, start, end });
      offer = document.createElement("a");
      offer.className = "button primary missed";
      offer.href = `${article.dataset.missed}?${query}`;
      offer.textContent = "This was missed";
      document.body.append(offer);
      const box = range.getBoundingClientRect();
      offer.style.left = `${Math.max(8, box.left + scrollX)}px`;
      offer.style.top = `${box.bottom + scrollY + 8}px`;
    });
  }

  // Review: one key for each decision; a name is remembered on this machine.
  const decide = document.querySelector("form[data-decide]");
  document.querySelectorAll("[data-remember]").forEach((input) => {
    const key = `audit-${input.dataset.remember}`;
    try { input.value = localStorage.getItem(key) || input.value; } catch { return; }
    input.form.addEventListener("submit", () => { try { localStorage.setItem(key, input.value); } catch { /* private */ } });
  });
  document.querySelectorAll("form[method=post]").forEach((form) => {
    const name = form.querySelector("[name=reviewer]");
    if (name || !document.querySelector("[data-remember]")) return;
    form.addEventListener("submit", () => {
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "reviewer" });
      hidden.value = document.querySelector("[data-remember]").value;
      form.append(hidden);
    });
  });

  const help = () => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", "Keys");
    const list = document.createElement("dl");
    const keys = article ? [["j, k", "next, previous claim"], ["Enter", "open the claim"]] : [["j, k", "next, previous finding"], ["Enter", "open it"]];
    if (decide) keys.push(["1 – 4", "choose a decision"], ["Ctrl Enter", "record it"], ["n", "skip to the next"]);
    for (const [key, meaning] of [...keys, ["/", "search"], ["?", "this help"]]) {
      const term = document.createElement("dt");
      term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      list.append(term, Object.assign(document.createElement("dd"), { textContent: meaning }));
    }
    const close = Object.assign(document.createElement("button"), { textContent: "Close" });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(list, close);
    document.body.append(dialog);
    dialog.showModal();
  };
  const stepFindings = (direction) => {
    const links = [...document.querySelectorAll(".finding-link")];
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    links[at < 0 ? (direction > 0 ? 0 : links.length - 1) : (at + direction + links.length) % links.length].focus();
  };

  document.addEventListener("keydown", (event) => {
    if (decide && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { decide.requestSubmit(); return; }
    if (typing(event) || document.querySelector("dialog[open]")) return;
    const forward = event.key === "j", back = event.key === "k";
    if (forward || back) {
      if (article) step(forward ? 1 : -1); else stepFindings(forward ? 1 : -1);
    } else if (event.key === "/") {
      document.getElementById("q").focus();
    } else if (event.key === "?") {
      help();
    } else if (decide && /^[1-4]$/.test(event.key)) {
      const choice = decide.querySelectorAll("input[name=decision]")[Number(event.key) - 1];
      if (choice) { choice.checked = true; choice.focus(); }
    } else if (event.key === "n") {
      const next = document.querySelector("a[data-next]");
      if (next) location.assign(next.href);
    } else return;
    event.preventDefault();
  });
})();
