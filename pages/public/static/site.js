// What scripts add to pages that work without them. No words here: they stand in the templates.
(() => {
  const one = (s, from = document) => from.querySelector(s);
  const all = (s, from = document) => [...from.querySelectorAll(s)];

  const newKey = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

  // A second press does nothing until the first has answered.
  for (const form of all("[data-once]")) {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    addEventListener("pageshow", () => (sent = false));
  }

  // "None of these" and any of these cannot both be true.
  for (const form of all("[data-many]"))
    form.addEventListener("change", ({ target }) => {
      if (!target.checked) return;
      for (const box of all("[type=checkbox]", form))
        if (box !== target && (box.value === "none" || target.value === "none")) box.checked = false;
    });

  const lead = one("[data-lead]");
  if (lead) {
    let key = newKey();
    const tell = (name, text) => {
      const box = one(`[data-error="${name}"]`, lead) || one('[data-error=""]', lead);
      box.textContent = text;
      box.hidden = !text;
      const names = name === "contact" ? ["phone", "email", "telegram"] : [name];
      for (const field of names.map((n) => lead.elements[n])) field?.setAttribute?.("aria-invalid", "true");
    };
    const clear = () => {
      for (const box of all("[data-error]", lead)) box.hidden = true;
      for (const field of all("[aria-invalid]", lead)) field.removeAttribute("aria-invalid");
    };
    const body = () => {
      const sent = { consent: false }, utm = {};
      new URLSearchParams(location.search).forEach((v, k) => k.startsWith("utm_") && (utm[k] = v));
      for (const [k, v] of new FormData(lead)) {
        if (k.startsWith("utm_")) utm[k] = v;
        else if (k.endsWith("consent")) sent[k] = true;
        else if (k !== "form_id" && v.trim()) sent[k] = v.trim();
      }
      return { ...sent, ...(Object.keys(utm).length && { utm }) };
    };
    const done = (answer) => {
      for (const link of all("[data-link]", lead)) {
        const url = answer[link.dataset.link];
        if (url) link.href = url;
        link.hidden = !url;
      }
      one("[data-form]", lead).hidden = true;
      one("[data-done]", lead).hidden = false;
      one("[data-done]", lead).focus();
    };
    lead.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = one("[type=submit]", lead);
      if (button.disabled) return;
      button.disabled = true;
      clear();
      try {
        const answer = await fetch("/api/leads", {
          method: "POST",
          headers: { "Content-Type": "application/json", "Idempotency-Key": key },
          body: JSON.stringify(body()),
        });
        const said = await answer.json();
        if (answer.ok) return done(said);
        key = newKey();
        const fields = Object.entries(said.error?.fields || {});
        if (!fields.length) tell("", answer.status === 429 ? lead.dataset.busy : said.error?.message || lead.dataset.wrong);
        for (const [name, text] of fields) tell(name, text);
        one("[aria-invalid]", lead)?.focus();
      } catch {
        tell("", lead.dataset.offline);
      } finally {
        button.disabled = false;
      }
    });
  }

  // The bank may answer after the payer is back.
  const wait = one("[data-wait]");
  if (wait) {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      try {
        const said = await (await fetch(wait.dataset.wait, { cache: "no-store" })).json();
        const moved = said.status && said.status !== wait.dataset.status;
        if (moved || said.program_url) return location.reload();
      } catch {}
      if (asked === 20) one("[data-slow]", wait)?.removeAttribute("hidden");
      setTimeout(ask, asked < 20 ? 1500 : 6000);
    };
    setTimeout(ask, 1000);
  }
})();
