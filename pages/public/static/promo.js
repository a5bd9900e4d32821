// A code that came in a link goes along to the purchase; it is forgotten with the tab, no cookie.
try {
  const promo = new URLSearchParams(location.search).get("promo");
  if (promo) sessionStorage.promo = promo;
  for (const link of sessionStorage.promo ? document.querySelectorAll('a[href^="/"]') : []) {
    const to = new URL(link.href);
    const isBought = to.pathname.startsWith("/buy/");
    const isLanding = to.pathname === "/" && location.pathname !== "/";
    if (!(isBought || isLanding) || to.searchParams.has("promo")) continue;
    to.searchParams.set("promo", sessionStorage.promo);
    link.href = to;
  }
} catch {}
