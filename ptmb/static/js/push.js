// "Kabar di ponsel": asks for permission on the tap alone, and says in words what stands in the way.
(() => {
  "use strict";

  const box = document.querySelector("[data-push-key]");
  if (!box) return;
  const form = box.querySelector("form");
  const button = form.querySelector("button");

  const say = (state) => {
    for (const one of box.querySelectorAll("[data-push-state]")) one.hidden = one.dataset.pushState !== state;
    form.hidden = state !== "off" && state !== "failed";
  };

  const bytes = (text) => {
    const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
  };

  const mark = async (endpoint) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const look = async () => {
    if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
      const phone = /iPhone|iPad/.test(navigator.userAgent) && navigator.standalone !== true;
      return say(phone ? "ios" : "unsupported");
    }
    if (Notification.permission === "denied") return say("denied");
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    const row = subscription && document.querySelector(`[data-device="${await mark(subscription.endpoint)}"]`);
    if (!row) return say("off");
    row.querySelector("[data-this]").hidden = false;
    say("on");
  };

  // A subscription is tied to the server's key: one made with another key has to go first.
  const subscribe = async () => {
    const { pushManager } = await navigator.serviceWorker.ready;
    const wanted = { userVisibleOnly: true, applicationServerKey: bytes(box.dataset.pushKey) };
    try {
      return await pushManager.subscribe(wanted);
    } catch (error) {
      const old = error.name === "InvalidStateError" && (await pushManager.getSubscription());
      if (!old) throw error;
      await old.unsubscribe();
      return pushManager.subscribe(wanted);
    }
  };

  const turnOn = async () => {
    const answer = await Notification.requestPermission();
    if (answer !== "granted") return say(answer === "denied" ? "denied" : "off");
    const { endpoint, keys } = (await subscribe()).toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.submit();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.hasAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    turnOn().catch((error) => {
      console.info(error.message);
      say("failed");
    }).finally(() => button.removeAttribute("aria-busy"));
  });

  look();
})();
