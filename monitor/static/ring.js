// Rings while a call for help is open: sound once someone has allowed it, title, icon, notice. Stops by itself.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const AGAIN_MS = 4000;
  const button = byId("sound"), title = document.title, icon = document.querySelector("link[rel=icon]");
  const plainIcon = icon.href, notices = new Map();
  let known = null, audio = null;

  const wanted = () => localStorage.getItem("sound") === "on";
  const audible = () => audio?.state === "running";
  const open = () => [...document.querySelectorAll('[data-part="ring"] [data-call]')];
  const show = () => {
    const on = wanted(), blocked = on && !audible();
    button.hidden = false;
    button.setAttribute("aria-pressed", String(on));
    button.classList.toggle("blocked", blocked);
    button.querySelector("span").textContent = blocked ? button.dataset.blocked : on ? button.dataset.on : button.dataset.off;
  };
  // Browsers let a page sound only after someone has touched it: what was switched on yesterday waits for that.
  const unlock = async () => {
    audio ??= new AudioContext();
    audio.onstatechange = show;
    if (!audible()) await Promise.race([audio.resume(), new Promise((done) => setTimeout(done, 500))]);
    show();
  };
  const chime = () => {
    navigator.vibrate?.([300, 150, 300]);
    if (!audible()) return;
    [[0, 660], [0.22, 880], [0.6, 660], [0.82, 880]].forEach(([start, pitch]) => {
      const tone = audio.createOscillator(), volume = audio.createGain(), at = audio.currentTime + start;
      tone.type = "triangle";
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.4, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.32);
    });
  };
  const ring = () => { // a page that has lost the monitor no longer knows whether anyone still calls
    if (wanted() && open().length && !document.body.classList.contains("lost")) chime();
  };

  const mark = (count) => {
    document.title = count ? `(${count}) ${title}` : title;
    if (!count) { icon.href = plainIcon; return; }
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 }), c = canvas.getContext("2d");
    c.fillStyle = "#9B2226";
    c.beginPath();
    c.arc(32, 32, 32, 0, 7);
    c.fill();
    c.fillStyle = "#FFFFFF";
    c.font = "bold 44px sans-serif";
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillText(count > 9 ? "9+" : count, 32, 35);
    icon.href = canvas.toDataURL();
  };
  const notify = (call) => {
    if (!("Notification" in window) || Notification.permission !== "granted" || !document.hidden) return;
    try {
      const notice = new Notification(call.dataset.announce, { tag: call.dataset.call, requireInteraction: true });
      notice.onclick = () => { window.focus(); location.assign(call.href); };
      notices.set(call.dataset.call, notice);
    } catch { /* phones show notices only from a service worker; they ring and vibrate */ }
  };
  const changed = () => {
    const calls = open(), ids = calls.map((call) => call.dataset.call);
    const fresh = known ? calls.filter((call) => !known.has(call.dataset.call)) : [];
    const first = known === null;
    known = new Set(ids);
    mark(ids.length);
    for (const [id, notice] of notices) if (!known.has(id)) { notice.close(); notices.delete(id); }
    fresh.forEach(notify);
    if (fresh.length) byId("announce").textContent = fresh.map((call) => call.dataset.announce).join(". ");
    if (fresh.length || (first && ids.length)) ring();
  };

  button.addEventListener("click", async () => {
    if (wanted() && !audible()) { await unlock(); ring(); return; }
    localStorage.setItem("sound", wanted() ? "off" : "on");
    show();
    if (!wanted()) return;
    await unlock();
    chime();
    if ("Notification" in window && Notification.permission === "default") Notification.requestPermission();
  });
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, (event) => {
      if (wanted() && !audible() && !button.contains(event.target)) unlock();
    });
  }

  const showName = () => {
    const chosen = localStorage.getItem("device") ?? "";
    byId("own").hidden = false;
    byId("own-name").textContent = chosen || byId("own-name").dataset.none;
    byId("own-input").value = chosen;
  };
  byId("own-form").addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation(); // nothing is sent: the name goes along with answers
    localStorage.setItem("device", byId("own-input").value.trim());
    byId("own").firstElementChild.open = false;
    showName();
  });

  document.addEventListener("patched", changed);
  setInterval(ring, AGAIN_MS);
  if (wanted()) unlock();
  show();
  showName();
  changed();
})();
