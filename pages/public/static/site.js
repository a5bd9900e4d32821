// What scripts add to pages that are whole without them. Words stand in the templates.
const one = (s, from = document) => from.querySelector(s);
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
    if (target.checked)
      for (const box of all(":checked", form))
        if (box !== target && [box.value, target.value].includes("none")) box.checked = false;
  };
});

const lead = one("[data-lead]");
if (lead) {
  const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
  let key = newKey();
  const tell = (name, text) => {
    const box = one(`[data-error="${name}"]`, lead) || one('[data-error=""]', lead);
    box.textContent = text;
    box.hidden = false;
    for (const n of name === "contact" ? ["phone", "email", "telegram"] : [name])
      lead.elements[n]?.setAttribute("aria-invalid", "true");
  };
  const body = () => {
    const sent = { consent: false }, utm = {};
    for (const [k, v] of [...new URLSearchParams(location.search), ...new FormData(lead)])
      if (k.startsWith("utm_")) utm[k] = v;
      else if (lead.elements[k] && k !== "form_id" && v.trim()) sent[k] = k.endsWith("consent") || v.trim();
    return JSON.stringify(Object.keys(utm)[0] ? { ...sent, utm } : sent);
  };
  const done = (said) => {
    for (const link of all("[data-link]", lead)) {
      const url = said[link.dataset.link];
      if (url) link.href = url;
      link.hidden = !url;
    }
    one("[data-form]", lead).hidden = true;
    const box = one("[data-done]", lead);
    box.hidden = false;
    box.focus();
  };
  lead.onsubmit = async (event) => {
    event.preventDefault();
    const button = one("[type=submit]", lead), { busy, wrong, offline } = lead.dataset;
    button.disabled = true;
    all("[data-error]", lead).forEach((box) => (box.hidden = true));
    all("[aria-invalid]", lead).forEach((field) => field.removeAttribute("aria-invalid"));
    try {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
      const answer = await fetch("/api/leads", { method: "POST", headers, body: body() });
      const said = await answer.json();
      if (answer.ok) return done(said);
      key = newKey();
      const { fields = {}, message } = said.error || {};
      Object.entries(fields).forEach((pair) => tell(...pair));
      if (!Object.keys(fields)[0]) tell("", answer.status === 429 ? busy : message || wrong);
      one("[aria-invalid]", lead)?.focus();
    } catch {
      tell("", offline);
    } finally {
      button.disabled = false;
    }
  };
}

// The bank may answer after the payer is back.
const wait = one("[data-wait]");
if (wait) {
  let asked = 0;
  const ask = async () => {
    try {
      const said = await (await fetch(wait.dataset.wait, { cache: "no-store" })).json();
      if (said.program_url || (said.status && said.status !== wait.dataset.status)) return location.reload();
    } catch {}
    if (++asked === 20) one("[data-slow]")?.removeAttribute("hidden");
    setTimeout(ask, asked < 20 ? 1500 : 6000);
  };
  setTimeout(ask, 1000);
}
