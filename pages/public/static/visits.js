// Counts what is seen of a page: no cookie, no number of a visitor. Where he came from
// stays in his browser.
const keep = (store, key, value) => {
  try {
    return value ? (window[store][key] = value) : window[store][key];
  } catch {}
};
const [TAB, HERE] = ["sessionStorage", "localStorage"];
const told = new Set((keep(TAB, "told") || "").split(" "));
const fresh = new Set();
const note = (word) => told.has(word) || fresh.add(word);
const form = document.querySelector("[data-lead]");

note(`visit:${location.pathname === "/" ? "landing" : "start"}`);
form?.addEventListener("input", () => note("begun:lead"));
const watch = new IntersectionObserver(
  (seen) => seen.forEach((e) => e.isIntersecting && note(`seen:${e.target.dataset.block}`)),
  { rootMargin: "-25% 0px" },
);
document.querySelectorAll("[data-block]").forEach((block) => watch.observe(block));
addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !fresh.size) return;
  const body = JSON.stringify({ counts: [...fresh] });
  fresh.forEach((word) => told.add(word));
  fresh.clear();
  keep(TAB, "told", [...told].join(" "));
  navigator.sendBeacon("/api/visits", new Blob([body], { type: "application/json" }));
});

// A touch: the day, the page, the site before, the marks of the link.
const utm = {};
for (const [k, v] of new URLSearchParams(location.search))
  if (/^utm_/.test(k)) utm[k] = v.slice(0, 200);
const from = document.referrer && new URL(document.referrer).host;
const referrer = from === location.host ? "" : from;
if (!keep(TAB, "touch") || utm.utm_source || referrer) {
  const on = new Date().toISOString().slice(0, 10);
  const touch = JSON.stringify({ on, page: location.pathname, referrer, utm });
  keep(TAB, "touch", touch);
  keep(HERE, "touch") || keep(HERE, "touch", touch);
}
for (const [name, store] of Object.entries({ first: HERE, last: TAB }))
  form?.append(Object.assign(document.createElement("input"), {
    type: "hidden", name: `${name}_touch`, value: keep(store, "touch") || "",
  }));
