// The one line of any page: it costs the page nothing until it has loaded and is idle.
(() => {
  const me = document.currentScript;
  if (!me || window.podhod) return;
  const base = me.src.replace(/\/widget\.js.*$/, "");
  window.podhod = { base, options: { ...me.dataset } };
  const bring = () => {
    const script = document.createElement("script");
    script.src = `${base}/widget/chat.js?v=%VERSION%`;
    script.async = true;
    if (me.nonce) script.nonce = me.nonce;
    document.head.append(script);
  };
  const rest = () =>
    window.requestIdleCallback ? requestIdleCallback(bring, { timeout: 4000 }) : setTimeout(bring, 1200);
  if (document.readyState === "complete") rest();
  else addEventListener("load", rest, { once: true });
})();
