// Keeps a page live: swaps what the server sends, counts ages, says when it has lost the monitor. No framework.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const SILENT_MS = 7000; // three beats
  const ages = document.body.dataset.ages.split("|");
  let offset = Number(document.body.dataset.now) - Date.now(), heard = Date.now();
  const now = () => Date.now() + offset;

  const age = (s) => {
    const [unit, n] = s < 60 ? [0, s] : s < 3600 ? [1, s / 60] : s < 86400 ? [2, s / 3600] : [3, s / 86400];
    return ages[unit].replace("#", Math.floor(n));
  };
  const set = (node, text) => { if (node && node.textContent !== text) node.textContent = text; };
  const tick = () => {
    for (const t of document.querySelectorAll("time[data-since]")) {
      set(t, age(Math.max(0, Math.floor(now() / 1000) - Number(t.dataset.since))));
    }
    const zone = byId("clock").dataset.zoneHours; // +0100, the site's, not the browser's
    const minutes = (zone[0] === "-" ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5)));
    const clock = new Date(now() + minutes * 60000).toISOString().slice(11, 19);
    const lost = document.body.dataset.stream && Date.now() - heard > SILENT_MS;
    if (lost && byId("monitor-lost").hidden) set(byId("stopped-at"), clock);
    byId("monitor-lost").hidden = !lost;
    document.body.classList.toggle("lost", Boolean(lost));
    set(byId("clock"), clock);
  };

  const parse = (html) => {
    const box = document.createElement("template");
    box.innerHTML = html.trim();
    return box.content.firstElementChild;
  };
  // What people were doing in the old node goes on in the new one: focus and what they had opened.
  const replace = (old, fresh) => {
    const focused = old.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const open = [...old.querySelectorAll("details")].map((d) => d.open);
    [...fresh.querySelectorAll("details")].forEach((d, i) => { d.open = Boolean(open[i]); });
    old.replaceWith(fresh);
    if (focused) fresh.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
  const patch = (containers) => {
    for (const [id, { order, html }] of Object.entries(containers)) {
      if (id === "status") {
        for (const [part, text] of Object.entries(html)) {
          const place = document.querySelector(`[data-part="${part}"]`);
          if (place) place.innerHTML = text;
        }
        continue;
      }
      const box = byId(id);
      if (!box) continue;
      for (const child of [...box.children]) if (!order.includes(child.id)) child.remove();
      order.forEach((key, i) => {
        let node = byId(key);
        if (key in html) {
          const fresh = parse(html[key]);
          if (node) replace(node, fresh); else box.append(fresh);
          node = fresh;
        }
        if (node && box.children[i] !== node) box.insertBefore(node, box.children[i] ?? null);
      });
    }
    document.dispatchEvent(new Event("patched"));
    tick();
  };

  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target, button = event.submitter;
    button?.setAttribute("aria-busy", "true");
    let sent = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      body.set("by", localStorage.getItem("device") ?? "");
      sent = (await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "monitor" } })).ok;
    } catch { /* said by the banner */ }
    button?.removeAttribute("aria-busy");
    form.closest("details")?.removeAttribute("open");
    byId("command-lost").hidden = sent;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details[open]").forEach((d) => { d.open = false; });
  });
  const print = byId("print");
  if (print) { print.hidden = false; print.addEventListener("click", () => window.print()); }

  const listen = () => {
    const stream = document.body.dataset.stream;
    if (!stream) return;
    const source = new EventSource(`/events?page=${encodeURIComponent(stream)}&lang=${document.documentElement.lang}`);
    const alive = () => { heard = Date.now(); };
    source.addEventListener("patch", (event) => { alive(); patch(JSON.parse(event.data)); });
    source.addEventListener("beat", (event) => { alive(); offset = JSON.parse(event.data).now - Date.now(); tick(); });
    source.addEventListener("gone", () => { source.close(); location.assign("/"); });
    source.addEventListener("error", () => { // a browser gives up after some answers: it must not
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
    });
  };
  setInterval(tick, 1000);
  listen();
})();
