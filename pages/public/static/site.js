// What scripts add to pages that are whole without them.
const one = (s) => document.querySelector(s);
const all = (s, from = document) => from.querySelectorAll(s);

// A second press does nothing until the first has answered.
all("[data-once]").forEach((form) => {
  let sent;
  form.onsubmit = () => !sent && (sent = true);
  addEventListener("pageshow", () => (sent = false));
});

// "None of these" and any of these cannot both be true.
all("[data-many]").forEach((form) => {
  form.onchange = ({ target }) => {
    for (const box of target.checked ? all(":checked", form) : [])
      if (box !== target && [box.value, target.value].includes("none")) box.checked = false;
  };
});

// A lead leaves, the visitor stays.
const lead = one("[data-lead]");
const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join();
let key = newKey();
const tell = (name, text) => {
  const box = one(`[data-error="${name}"]`) || one('[data-error=""]');
  box.textContent = text;
  box.hidden = false;
  all(`[aria-describedby~="${name}-error"]`).forEach((field) => field.setAttribute("aria-invalid", true));
};
const body = () => {
  const sent = { consent: false, utm: {} };
  const mark = (v, k) => /^utm_/.test(k) && ((sent.utm[k] = v), true);
  for (const [k, v] of new FormData(lead))
    if (!mark(v, k) && k !== "form_id" && v.trim()) sent[k] = /consent$/.test(k) || v.trim();
  new URLSearchParams(location.search).forEach(mark);
  return JSON.stringify(sent);
};
const done = (said) => {
  all("[data-link]").forEach((link) => {
    link.href = said[link.dataset.link] || "";
    link.hidden = !said[link.dataset.link];
  });
  one("[data-form]").hidden = true;
  one("[data-done]").hidden = false;
  one("[data-done]").focus();
};
const send = async (event) => {
  event.preventDefault();
  const button = one("[type=submit]");
  button.disabled = true;
  all("[data-error]").forEach((box) => (box.hidden = true));
  all("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  try {
    const headers = { "content-type": "application/json", "idempotency-key": key };
    const answer = await fetch("/api/leads", { method: "POST", headers, body: body() });
    const said = await answer.json();
    if (answer.ok) return done(said);
    if (answer.status < 500) key = newKey();
    const { fields, message } = said.error;
    for (const name in fields) tell(name, fields[name]);
    if (!fields) tell("", message);
    one("[aria-invalid]")?.focus();
  } catch {
    tell("", lead.dataset.offline);
  } finally {
    button.disabled = false;
  }
};
if (lead) lead.onsubmit = send;

// The bank may answer after the payer is back.
const wait = one("[data-wait]");
let asked = 0;
const ask = async () => {
  try {
    const { status, program_url } = await (await fetch(wait.dataset.wait)).json();
    if (program_url || (status && status !== wait.dataset.status)) return location.reload();
  } catch {}
  one("[data-slow]").hidden = ++asked < 20;
  setTimeout(ask, 1000 + 100 * asked);
};
if (wait) setTimeout(ask, 1000);
