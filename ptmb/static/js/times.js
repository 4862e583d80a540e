// <time data-relative>: "2 jam lalu" stays true while the page is open.
(() => {
  "use strict";

  const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "id", { numeric: "always" });

  const said = (seconds) => {
    const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) || UNITS.at(-1);
    return words.format(Math.trunc(seconds / size), unit).replace("yang lalu", "lalu");
  };

  const freshen = () => {
    for (const time of document.querySelectorAll("time[data-relative]")) {
      const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
      if (Math.abs(seconds) >= 60 && Math.abs(seconds) < 86400) time.textContent = said(seconds);
    }
  };

  setInterval(freshen, 30000);
})();
