// The chat: a bubble, a panel, and a talk that the server keeps. Text is only ever put in as text.
(() => {
  const { base, options } = window.podhod;
  const KEY = `podhod:${base}`;
  const PHONE = matchMedia("(max-width: 520px)");
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const LINK = /(https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)]|mailto:[^\s<>"]+@[^\s<>"]+\w|tel:\+?[\d-]{5,})/g;
  const STEPS = [1000, 2000, 4000, 8000, 15000, 30000];

  // What this browser remembers: the talk's token, what was seen, what waits to be sent.
  const memory = (() => {
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem(KEY)) || {}; } catch { /* a closed store */ }
    return {
      get: (name) => kept[name],
      set(name, value) {
        kept[name] = value;
        try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* lives until the page goes */ }
      },
    };
  })();
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  function make(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value != null) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  function icon(path) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(space, "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }
  const ICON = {
    chat: "M4 5h16v11H10l-5 4v-4H4z",
    close: "M6 6l12 12M18 6L6 18",
    send: "M5 12h13M12 5l7 7-7 7",
    person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5 8-5s7 1 8 5",
  };

  function linked(text) {
    const parts = document.createDocumentFragment();
    let at = 0;
    for (const found of text.matchAll(LINK)) {
      parts.append(text.slice(at, found.index));
      const link = make("a", { href: found[0], rel: "noopener noreferrer nofollow" }, found[0].replace(/^(mailto|tel):/, ""));
      if (found[0].startsWith("http")) link.target = "_blank";
      parts.append(link);
      at = found.index + found[0].length;
    }
    parts.append(text.slice(at));
    return parts;
  }

  // The server
  class Refusal extends Error {
    constructor(status, error, after) {
      super(error.message || String(status));
      this.status = status;
      this.fields = error.fields || {};
      this.after = after;
    }
  }

  async function call(path, { body, accept, headers, ...rest } = {}) {
    const token = memory.get("token");
    const answer = await fetch(`${base}/api/widget/${path}`, {
      method: body ? "POST" : "GET",
      credentials: "omit",
      headers: {
        Accept: accept || "application/json",
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body && JSON.stringify(body),
      ...rest,
    });
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      throw new Refusal(answer.status, said.error || {}, Number(answer.headers.get("Retry-After")) || 0);
    }
    return answer;
  }

  async function* events(answer) {
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const name = /^event: (.*)$/m.exec(block);
        const data = /^data: (.*)$/m.exec(block);
        if (name && data) yield { name: name[1], data: JSON.parse(data[1]) };
      }
    }
  }

  function campaign() {
    const found = {};
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (/^utm_\w{1,30}$/.test(name) && Object.keys(found).length < 10) found[name] = value.slice(0, 200);
    }
    return found;
  }

  async function begin() {
    const page = location.href.split(/[?#]/)[0].slice(0, 2000);
    const body = { page_url: page, referrer: document.referrer.split(/[?#]/)[0].slice(0, 2000), utm: campaign() };
    const begun = await (await call("sessions", { body })).json();
    memory.set("token", begun.token);
    memory.set("seen", null);
    listen();
  }

  // What is seen
  let look, words, host, root, bubble, badge, teaser, panel, log, form, input, status, unread = 0;
  const drawn = new Map();
  const queue = memory.get("queue") || [];
  let spoken = "", isOpen = false, isSending = false, hasHistory = false, ear = null;

  function paint() {
    const isDark = options.theme ? options.theme === "dark" : DARK.matches;
    for (const [name, value] of Object.entries(look[isDark ? "dark" : "light"])) host.style.setProperty(`--${name}`, value);
    host.style.setProperty("color-scheme", isDark ? "dark" : "light");
  }

  function face(size) {
    const ring = make("span", { class: `face ${size}` });
    if (look.avatar) ring.append(make("img", { src: look.avatar, alt: "", width: 44, height: 44 }));
    else ring.append(icon(ICON.person));
    return ring;
  }

  function build() {
    host = make("div", { id: "podhod-chat" });
    root = host.attachShadow({ mode: "open" });
    const style = "%STYLE%";
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
    } catch {
      root.append(make("style", {}, style));
    }
    host.style.setProperty("--font", look.font);
    paint();
    DARK.addEventListener("change", paint);
    badge = make("span", { class: "badge", hidden: true });
    bubble = make("button", { class: "bubble", type: "button", "aria-label": words.open, "aria-expanded": "false", onclick: open },
      icon(ICON.chat), badge);
    root.append(make("div", { class: `dock ${options.side || look.side}` }, bubble));
    document.body.append(host);
    keepClear();
    addEventListener("scroll", keepClear, { passive: true });
    addEventListener("resize", keepClear, { passive: true });
  }

  // The bubble steps above a marked element of the page, or aside when there is no room.
  let isLooking = false;
  function keepClear() {
    if (isLooking) return;
    isLooking = true;
    requestAnimationFrame(() => {
      isLooking = false;
      const dock = bubble.parentNode;
      dock.style.setProperty("--lift", "0px");
      dock.classList.remove("is-away");
      let lift = 0;
      for (const node of document.querySelectorAll("[data-podhod-keep-clear]")) {
        const mine = bubble.getBoundingClientRect(), its = node.getBoundingClientRect();
        const meets = its.width && its.left < mine.right + 8 && its.right > mine.left - 8 &&
          its.top < mine.bottom - lift + 8 && its.bottom > mine.top - lift - 8;
        if (meets) lift = Math.max(lift, mine.bottom - its.top + 12);
      }
      const isHigh = lift > innerHeight * 0.5;
      dock.style.setProperty("--lift", `${isHigh ? 0 : lift}px`);
      dock.classList.toggle("is-away", isHigh);
    });
  }

  function buildPanel() {
    status = make("p", { class: "status", role: "status" });
    log = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
    input = make("textarea", { rows: 1, maxlength: 4000, "aria-label": words.message, placeholder: words.message, enterkeyhint: "send",
      oninput: grow,
      onkeydown: (e) => {
        if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); submit(); }
      } });
    form = make("form", { class: "ask", onsubmit: (e) => { e.preventDefault(); submit(); } },
      input, make("button", { class: "send", type: "submit", "aria-label": words.send }, icon(ICON.send)));
    panel = make("section", { class: `panel ${options.side || look.side}`, role: "dialog", "aria-label": look.title, tabindex: "-1", hidden: true, onkeydown: keys },
      make("header", {}, face("small"),
        make("div", { class: "names" }, make("h2", {}, look.title), look.subtitle ? make("p", {}, look.subtitle) : ""),
        make("button", { class: "plain", type: "button", onclick: askContact }, words.contact),
        make("button", { class: "round", type: "button", "aria-label": words.close, onclick: close }, icon(ICON.close))),
      log, status, form);
    root.append(panel);
    const greeting = line({ source: "agent", text: look.greeting });
    if (!memory.get("token") && !queue.length) offer(greeting, look.suggestions);
    for (const item of queue) line({ source: "visitor", text: item.text, client_message_id: item.id }, "waits");
  }

  function grow() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight + 3, 132)}px`;
  }

  function line(said, state = "") {
    const mine = said.source === "visitor";
    const key = mine ? `m:${said.client_message_id}` : said.id || newId();
    if (drawn.has(key)) return drawn.get(key);
    const text = make("div", { class: "text" }, linked(said.text));
    const who = mine ? words.you : said.source === "operator" ? words.trainer : words.agent;
    const node = make("div", { class: `line ${mine ? "mine" : "theirs"} ${state}` },
      make("span", { class: "hear" }, `${who}: `), text);
    if (said.source === "operator") node.prepend(make("span", { class: "who" }, words.trainer));
    drawn.set(key, node);
    const isLow = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
    log.append(node);
    if (isLow || mine) toEnd();
    return node;
  }
  const toEnd = () => { log.scrollTop = log.scrollHeight; };

  function offer(node, choices = []) {
    for (const old of log.querySelectorAll(".choices")) old.remove();
    if (!choices.length) return;
    node.after(make("div", { class: "choices" }, ...choices.map((text) =>
      make("button", { type: "button", onclick: () => { send(text); if (!PHONE.matches) input.focus(); } }, text))));
    toEnd();
  }

  function say(text) { status.textContent = text; }

  // Opening and closing
  let pageOverflow = "";
  async function open() {
    if (isOpen) return close();
    if (!panel) buildPanel();
    isOpen = true;
    dismissTeaser();
    memory.set("greeted", true);
    panel.hidden = false;
    host.classList.toggle("is-open", true);
    bubble.setAttribute("aria-expanded", "true");
    bubble.setAttribute("aria-label", words.close);
    bubble.firstChild.replaceWith(icon(ICON.close));
    panel.toggleAttribute("aria-modal", PHONE.matches);
    if (PHONE.matches) {
      panel.setAttribute("aria-modal", "true");
      pageOverflow = document.documentElement.style.overflow;
      document.documentElement.style.overflow = "hidden";
      panel.focus({ preventScroll: true });
    } else input.focus({ preventScroll: true });
    fit();
    toEnd();
    unread = 0;
    badge.hidden = true;
    await recall();
    listen();
    flush();
  }

  function close() {
    isOpen = false;
    panel.hidden = true;
    host.classList.remove("is-open");
    bubble.setAttribute("aria-expanded", "false");
    bubble.firstChild.replaceWith(icon(ICON.chat));
    setUnread(0);
    if (panel.hasAttribute("aria-modal")) document.documentElement.style.overflow = pageOverflow;
    panel.removeAttribute("aria-modal");
    bubble.focus({ preventScroll: true });
    keepClear();
  }

  function keys(e) {
    if (e.key === "Escape") { e.stopPropagation(); close(); }
    if (e.key !== "Tab" || !panel.hasAttribute("aria-modal")) return;
    const stops = [...panel.querySelectorAll("a, button, input, textarea, [tabindex='0']")].filter((n) => n.offsetParent);
    const first = stops[0], last = stops.at(-1), here = root.activeElement;
    if (e.shiftKey ? here === first || here === panel : here === last) {
      e.preventDefault();
      (e.shiftKey ? last : first).focus();
    }
  }

  // A phone's keyboard covers the page without telling it: the panel follows what is left.
  function fit() {
    const seen = window.visualViewport;
    if (!seen || !panel) return;
    panel.style.setProperty("--height", `${Math.round(seen.height)}px`);
    panel.style.setProperty("--top", `${Math.round(seen.offsetTop)}px`);
    if (isOpen) toEnd();
  }
  if (window.visualViewport) for (const kind of ["resize", "scroll"]) visualViewport.addEventListener(kind, fit);

  function setUnread(count) {
    unread = count;
    badge.hidden = !count;
    badge.textContent = count > 9 ? "9+" : count || "";
    bubble.setAttribute("aria-label", count ? `${words.open}. ${words.unread}: ${count}` : words.open);
  }

  async function recall() {
    if (hasHistory || !memory.get("token")) return;
    try {
      const { items } = await (await call("messages")).json();
      hasHistory = true;
      for (const said of items) line(said);
      if (items.length) {
        memory.set("seen", items.at(-1).id);
        for (const item of queue) { const node = drawn.get(`m:${item.id}`); if (node) log.append(node); }
        offer(log.lastChild, items.at(-1).suggestions);
      }
      toEnd();
    } catch (e) {
      if (e.status === 401) forget();
    }
  }
  function forget() {
    memory.set("token", null);
    memory.set("seen", null);
    hasHistory = true;
  }

  // Sending
  function submit() {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    grow();
    send(text);
  }

  function send(text) {
    const item = { id: newId(), text };
    queue.push(item);
    memory.set("queue", queue);
    offer(log.lastChild);
    line({ source: "visitor", text, client_message_id: item.id });
    flush();
  }

  async function flush() {
    if (isSending) return;
    isSending = true;
    let tries = 0;
    while (queue.length) {
      const item = queue[0];
      const mine = drawn.get(`m:${item.id}`) || line({ source: "visitor", text: item.text, client_message_id: item.id });
      try {
        await ask(item);
        mine.classList.remove("waits");
        say(spoken);
        tries = 0;
      } catch (e) {
        if (e.status === 401 && tries < 3) { forget(); tries += 1; continue; }
        if ([400, 403, 413, 422].includes(e.status)) {
          mine.classList.add("failed");
          say(e.message);
        } else {
          mine.classList.add("waits");
          say(words.offline);
          await again(e.after ? e.after * 1000 : STEPS[Math.min(tries++, STEPS.length - 1)]);
          continue;
        }
      }
      queue.shift();
      memory.set("queue", queue);
    }
    isSending = false;
  }
  const again = (ms) => Promise.race([pause(ms), new Promise((done) => addEventListener("online", done, { once: true }))]);

  async function ask(item) {
    spoken = "";
    if (!memory.get("token")) await begin();
    const typing = make("div", { class: "line theirs typing" }, make("span", { class: "hear" }, words.typing), make("i"), make("i"), make("i"));
    const text = make("div", { class: "text" });
    log.setAttribute("aria-busy", "true");
    log.append(typing);
    toEnd();
    try {
      const answer = await call("messages", { accept: "text/event-stream", body: { text: item.text, client_message_id: item.id } });
      let said = "";
      for await (const { name, data } of events(answer)) {
        if (name === "token") {
          said += data.text;
          if (!text.isConnected) { typing.classList.remove("typing"); typing.replaceChildren(text); }
          text.textContent = said;
          toEnd();
        } else if (name === "end") {
          typing.remove();
          return finish(data);
        } else if (name === "error") throw new Error(data.message);
      }
      throw new Error("cut off");
    } finally {
      typing.remove();
      log.removeAttribute("aria-busy");
    }
  }

  function finish(said) {
    if (!said.text) { spoken = words.human; return; }  // The trainer himself is in: he will answer.
    if (!said.text) return;  // The trainer himself is in the talk: he answers.
    const node = line(said);
    memory.set("seen", said.id);
    offer(node, said.suggestions);
    if (said.source === "fallback" && !memory.get("known")) offer(node, []), node.after(contactOffer());
    toEnd();
    if (!isOpen) setUnread(unread + 1);
  }
  const contactOffer = () => make("div", { class: "choices" }, make("button", { type: "button", onclick: askContact }, words.contact));

  // Who it is
  function askContact() {
    const old = log.querySelector(".who-form");
    if (old) { old.querySelector("input").focus(); return; }
    const key = newId();
    const field = (name, label, props) => make("label", {}, label, make("input", { name, required: true, ...props }), make("span", { class: "wrong", id: `w-${name}` }));
    const consent = make("label", { class: "tick" }, make("input", { type: "checkbox", name: "consent", required: true }),
      make("span", {}, words.consent, " ", make("a", { href: look.consent_url, target: "_blank", rel: "noopener" }, words.consent_more)));
    const wrong = make("p", { class: "wrong", role: "alert" });
    const card = make("form", { class: "who-form", novalidate: true, onsubmit: (e) => { e.preventDefault(); tell(); } },
      make("b", {}, words.contact_title),
      field("name", words.name, { autocomplete: "name", maxlength: 100 }),
      field("reach", words.reach, { autocomplete: "tel", inputmode: "email", maxlength: 200 }),
      make("input", { class: "hear", name: "website", tabindex: "-1", autocomplete: "off", "aria-hidden": "true" }),
      consent, wrong,
      make("button", { class: "main", type: "submit" }, words.contact_send));
    async function tell() {
      const given = Object.fromEntries(new FormData(card));
      const isMail = given.reach.includes("@");
      const body = { name: given.name.trim(), consent: Boolean(given.consent), utm: campaign(), website: given.website };
      body[isMail ? "email" : "phone"] = given.reach.trim();
      wrong.textContent = "";
      for (const mark of card.querySelectorAll("label .wrong")) mark.textContent = "";
      try {
        if (!memory.get("token")) await begin();
        const told = await (await call("contact", { body, headers: { "Idempotency-Key": `${key}:${JSON.stringify(body).length}` } })).json();
        memory.set("known", true);
        const done = make("div", { class: "choices" });
        for (const [url, label] of [[told.telegram_invite_url, words.to_bot], [told.start_url, words.to_start]]) {
          if (/^https?:/.test(url || "")) done.append(make("a", { class: "go", href: url, target: "_blank", rel: "noopener" }, label));
        }
        card.remove();
        const thanks = line({ source: "agent", text: words.contact_done });
        thanks.after(done);
        toEnd();
        input.focus({ preventScroll: true });
      } catch (e) {
        const fields = e.fields || {};
        const found = { name: fields.name, reach: fields.phone || fields.email || fields.contact };
        for (const [name, text] of Object.entries(found)) {
          const box = card.elements[name];
          card.querySelector(`#w-${name}`).textContent = text || "";
          box.toggleAttribute("aria-invalid", Boolean(text));
          if (text) { box.setAttribute("aria-describedby", `w-${name}`); box.setAttribute("aria-invalid", "true"); }
        }
        wrong.textContent = fields.consent || (Object.values(fields).length ? "" : e.status ? e.message : words.offline);
        const first = card.querySelector("[aria-invalid]");
        toEnd();
        if (first) first.focus({ preventScroll: card.offsetHeight < log.clientHeight });
      }
    }
    for (const old of log.querySelectorAll(".choices")) old.remove();
    log.append(card);
    toEnd();
    card.querySelector("input").focus({ preventScroll: true });
  }

  // What the trainer writes
  async function listen() {
    if (ear || !memory.get("token") || document.hidden) return;
    const mine = (ear = new AbortController());
    for (let tries = 0; !mine.signal.aborted; tries += 1) {
      try {
        const seen = memory.get("seen");
        const answer = await call(`events${seen ? `?after=${seen}` : ""}`, { accept: "text/event-stream", signal: mine.signal });
        for await (const { name, data } of events(answer)) {
          tries = 0;
          if (name === "message") arrive(data);
        }
      } catch (e) {
        if (e.status === 401) { forget(); break; }
      }
      if (!mine.signal.aborted) await again(STEPS[Math.min(tries, STEPS.length - 1)]);
    }
    if (ear === mine) ear = null;
  }
  function arrive(said) {
    if (drawn.has(said.id)) return;
    memory.set("seen", said.id);
    hasHistory = hasHistory && Boolean(panel);
    if (panel) { line(said); say(""); }
    if (!isOpen) setUnread(unread + 1);
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { if (ear) { ear.abort(); ear = null; } } else if (look) listen();
  });

  // The line that is said first, once
  function propose() {
    if (isOpen || memory.get("greeted") || !look.proactive) return;
    memory.set("greeted", true);
    teaser = make("div", { class: "teaser", role: "status" },
      make("button", { class: "said", type: "button", onclick: open }, look.proactive),
      make("button", { class: "round", type: "button", "aria-label": words.dismiss, onclick: dismissTeaser }, icon(ICON.close)));
    bubble.before(teaser);
  }
  function dismissTeaser() { if (teaser) teaser.remove(); teaser = null; }

  async function start() {
    look = await (await fetch(`${base}/api/widget/config`, { credentials: "omit" })).json();
    if (!look.is_on) return;
    words = look.words;
    build();
    listen();
    if (queue.length) { buildPanel(); flush(); }
    const wait = Number(options.proactiveAfter ?? 12);
    setTimeout(propose, Math.max(0, wait) * 1000);
  }
  window.podhod.open = () => { if (!isOpen && bubble) open(); };
  start().catch(() => { /* without the server the page is as it was */ });
})();
