// Keeps an open page of the preview up to date, and shows what is wrong with the site.
// It adds one element with a shadow root: the page's own styles and scripts neither see it nor are
// touched by it. Texts are put in as text, never as HTML.
"use strict";
(() => {
  const script = document.currentScript;
  const address = location.pathname + location.search;
  const AGAIN = 3000; // milliseconds
  const place = `newsgen-scroll ${address}`;
  let mark = script.dataset.mark;
  let source = null;
  let shown = null; // what the panel shows: "findings", "page", or nothing
  const HIDDEN = "newsgen-hidden"; // key of the errors that the reader has put away, on any page
  let state = { errors: [], warnings: [], total: {}, connected: true };

  const host = document.createElement("newsgen-preview");
  const root = host.attachShadow({ mode: "open" });

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== ""));
    return element;
  }

  const badge = make("button", { type: "button", className: "newsgen-badge", hidden: true });
  const panel = make("section", { className: "newsgen-panel", hidden: true });
  panel.setAttribute("aria-label", "newsgen preview");
  panel.tabIndex = -1;
  panel.setAttribute("role", "region");
  const style = make("link", { rel: "stylesheet", href: new URL("live.css", script.src).href });
  root.append(style, badge, panel);
  document.body.append(host);

  function count(number, noun) {
    return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
  }

  function finding(found) {
    const where = found.editor
      ? make("a", { href: found.editor, textContent: found.place })
      : make("span", { textContent: found.place });
    const link = make("a", { href: found.explanation, target: "_blank", textContent: found.code });
    const item = make("li", { className: found.severity },
      make("p", { className: "place" }, where),
      make("p", { className: "message" }, make("strong", { textContent: found.message }), " ", link));
    if (found.excerpt) item.append(make("pre", { tabIndex: 0, textContent: found.excerpt }));
    for (const related of found.related) item.append(make("p", { textContent: related }));
    if (found.hint) item.append(make("p", { className: "hint", textContent: found.hint }));
    return item;
  }

  function open(title, kind, ...content) {
    const close = make("button", { type: "button", className: "newsgen-close", textContent: "Hide" });
    close.addEventListener("click", hide);
    panel.className = `newsgen-panel ${kind}`;
    panel.replaceChildren(
      make("header", {}, make("h2", { textContent: title }), close), ...content);
    panel.hidden = false;
    badge.hidden = true;
  }

  function showFindings() {
    const { errors, warnings, total } = state;
    const many = Math.max(total.error || 0, errors.length);
    const title = errors.length
      ? `${count(many, "mistake")} ${many === 1 ? "keeps" : "keep"} the site from being built`
      : `${count(warnings.length, "warning")} about this page`;
    const list = make("ol", { className: "findings" }, ...[...errors, ...warnings].map(finding));
    const rest = many > errors.length
      ? make("p", { textContent: "newsgen check shows all of them." }) : "";
    shown = "findings";
    open(title, errors.length ? "error" : "warning", list, rest);
  }

  async function showPage() {
    shown = "page";
    const link = new URL("panel", script.src);
    link.searchParams.set("page", address);
    const answer = await fetch(link);
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    open("How this page is made", "plain", ...made.querySelectorAll("main > :not(h1):not(p:last-child)"));
    panel.focus();
  }

  function hide() {
    if (shown === "findings") sessionStorage.setItem(HIDDEN, fingerprint());
    shown = null;
    show();
    if (!badge.hidden) badge.focus();
  }

  function fingerprint() {
    return JSON.stringify(state.errors.map((f) => [f.code, f.place, f.message]));
  }

  // Errors come up by themselves, once; warnings wait behind the badge.
  function show() {
    if (shown === "page") return;
    const { errors, warnings, connected } = state;
    if (document.body.classList.contains("newsgen-page")) return; // it says the same itself
    const isNew = sessionStorage.getItem(HIDDEN) !== fingerprint();
    if ((errors.length && isNew) || (shown && errors.length + warnings.length)) {
      showFindings();
      return;
    }
    shown = null;
    panel.hidden = true;
    badge.hidden = connected && !errors.length && !warnings.length;
    badge.className = `newsgen-badge ${connected ? (errors.length ? "error" : "warning") : "plain"}`;
    badge.textContent = !connected ? "The preview has stopped"
      : errors.length ? count(errors.length, "mistake") : count(warnings.length, "warning");
  }

  function reload() {
    sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    location.reload();
  }

  function listen() {
    if (source || document.hidden) return;
    const link = new URL("events", script.src);
    link.searchParams.set("page", address);
    source = new EventSource(link);
    source.addEventListener("state", (event) => {
      const news = JSON.parse(event.data);
      dispatchEvent(new CustomEvent("newsgen-state", { detail: news }));
      if (news.mark !== mark) {
        mark = news.mark;
        reload();
        return;
      }
      state = { ...news, connected: true };
      if (!state.errors.length) sessionStorage.removeItem(HIDDEN);
      host.dataset.state = "live";
      show();
    });
    source.addEventListener("waiting", (event) => {
      badge.hidden = false;
      badge.className = "newsgen-badge plain";
      badge.textContent = `The preview waits: ${JSON.parse(event.data).lines.join(" ")}`;
    });
    source.addEventListener("navigate", (event) => {
      const { href } = JSON.parse(event.data);
      if (script.dataset.navigate !== undefined && href !== address) location.assign(href);
    });
    source.addEventListener("error", () => {
      state = { ...state, connected: false };
      host.dataset.state = "waiting";
      show();
      // A browser tries again by itself, but not where it was refused: so many pages may be open.
      if (source?.readyState !== EventSource.CLOSED) return;
      silence();
      setTimeout(listen, AGAIN);
    });
  }

  // A browser keeps six connections to a server: pages that nobody sees give theirs back.
  function silence() {
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? silence() : listen()));
  addEventListener("pagehide", silence);
  addEventListener("pageshow", listen);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) hide();
    if (event.altKey && event.code === "KeyN") shown === "page" ? hide() : showPage();
  });
  badge.addEventListener("click", () => {
    sessionStorage.removeItem(HIDDEN);
    showFindings();
    panel.focus();
  });

  const scroll = sessionStorage.getItem(place);
  if (scroll) {
    sessionStorage.removeItem(place);
    scrollTo(...JSON.parse(scroll));
  }
  if (new URLSearchParams(location.search).has("newsgen")) showPage();
  listen();
})();
