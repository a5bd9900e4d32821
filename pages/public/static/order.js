// An order that opens over the page it was chosen on, and a price that follows the promo code.
// Without scripts the same form is a page of its own.
const one = (s, from = document) => from.querySelector(s);
const all = (s, from = document) => from.querySelectorAll(s);
const post = (url, body, type) =>
  fetch(url, { method: "POST", headers: { accept: "application/json", "content-type": type }, body });

const roubles = (sum) =>
  (sum / 100).toLocaleString("ru-RU", {
    style: "currency",
    currency: "RUB",
    minimumFractionDigits: sum % 100 ? 2 : 0,
  });
const kopecks = (text) => Math.round(text * 100);

const say = (form, name, text) => {
  const box = one(`[data-error="${name}"]`, form);
  box.textContent = text;
  box.hidden = !text;
};

// What is shown is what is charged: the server takes no other sum than `shown`.
const show = (form, total, reason, done) => {
  const root = form.closest(".order");
  const price = +form.dataset.price;
  form.shown.value = total;
  all("[data-sum]", root).forEach((box) => (box.textContent = roubles(total)));
  one("[data-discount]", root).textContent = roubles(price - total);
  all("[data-off]", root).forEach((row) => (row.hidden = price === total));
  say(form, "promo_code", reason);
  if (reason) form.promo_code.setAttribute("aria-invalid", true);
  else form.promo_code.removeAttribute("aria-invalid");
  one("[data-promo]", form).textContent = done;
};

// The code is asked about once it stands still: each wrong one is counted as a guess.
const follow = (form) => {
  const field = form.promo_code;
  let seen = field.value.trim();
  let turn = 0;
  let later;
  const ask = async (code) => {
    const asked = { code, tariff: form.dataset.tariff };
    if (form.client_token) asked.client_token = form.client_token.value;
    const answer = await post("/api/promocodes/check", JSON.stringify(asked), "application/json");
    const said = await answer.json();
    if (!answer.ok) return [+form.dataset.price, said.error.message, ""];
    const done = said.valid ? `${form.dataset.done} ${roubles(kopecks(said.discount))}.` : "";
    return [kopecks(said.total), said.reason || "", done];
  };
  const check = async () => {
    clearTimeout(later);
    const code = field.value.trim();
    if (code === seen) return;
    seen = code;
    const mine = ++turn;
    try {
      const told = code ? await ask(code) : [+form.dataset.price, "", ""];
      if (mine === turn) show(form, ...told);
    } catch {
      seen = undefined; // No connection: the server counts it when the order comes.
    }
  };
  field.oninput = () => {
    clearTimeout(later);
    later = setTimeout(check, 900);
  };
  field.onchange = check;
  one("[value=check]", form).onclick = (event) => {
    event.preventDefault();
    check();
  };
};
all("form[data-order]").forEach(follow);

// Two forms stand in one document: the order's names are told from the page's own.
const rename = (root) => {
  for (const name of ["id", "for", "aria-describedby", "aria-labelledby"])
    for (const box of all(`[${name}]`, root))
      box.setAttribute(name, box.getAttribute(name).replace(/\S+/g, "o-$&"));
};
const over = one("[data-over]");
const put = (html) => {
  // Only the page's middle: styles of its head would bear another response's nonce.
  const middle = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const order = one(".order", new DOMParser().parseFromString(middle, "text/html"));
  rename(order);
  one("[data-body]", over).replaceChildren(order);
  over.setAttribute("aria-labelledby", one("h1", order).id);
  const form = one("form", order);
  follow(form);
  form.onsubmit = pay;
  one("[aria-invalid]", form)?.focus();
};
const pay = async (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.inert) return;
  const body = new URLSearchParams(new FormData(form));
  body.set("action", "pay");
  form.inert = true;
  try {
    const answer = await post(form.getAttribute("action"), body, "application/x-www-form-urlencoded");
    if (answer.headers.get("content-type").startsWith("text/html")) return put(await answer.text());
    const said = await answer.json();
    if (answer.ok) return location.assign(said.confirmation_url);
    say(form, "", said.error.message);
  } catch {
    say(form, "", form.dataset.offline);
  }
  form.inert = false;
};

// Back from the bank the order may be sent once more.
addEventListener("pageshow", () => all("form[data-order]").forEach((form) => (form.inert = false)));

let opened;
const buy = async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { href } = event.currentTarget;
  try {
    // Closed by chance and opened again, it keeps what was typed.
    if (opened !== href) put(await (await fetch(href)).text());
    opened = href;
    over.showModal();
  } catch {
    location.assign(href);
  }
};
if (over?.showModal) all("a[data-buy]").forEach((link) => (link.onclick = buy));
