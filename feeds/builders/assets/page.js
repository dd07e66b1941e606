(() => {
  "use strict";
  // Whatever is only of use with a script is shown by this class.
  document.documentElement.classList.add("js");
  const words = document.body.dataset;
  const said = document.getElementById("said");
  const say = (text) => { said.textContent = ""; setTimeout(() => { said.textContent = text; }, 50); };

  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  // For pages that are no secure context, and so have no clipboard.
  const copyOldWay = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.readOnly = true;
    box.className = "aside";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      try { return copyOldWay(text); } catch { return false; }
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const address = button.parentElement.querySelector(".address");
    if (!await copy(address.href)) {
      select(address);
      say(words.press);
      return;
    }
    button.focus();
    say(words.copied);
    const label = button.querySelector(".label");
    label.dataset.was ??= label.textContent;
    label.textContent = words.copied;
    button.classList.add("done");
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      label.textContent = label.dataset.was;
      button.classList.remove("done");
    }, 2000);
  });

  const box = document.getElementById("find");
  if (!box) return;
  const none = document.getElementById("none");
  const groups = [...document.querySelectorAll(".group")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let feeds = null;
  let timer = 0;
  const filter = () => {
    feeds ??= groups.flatMap((group) => [...group.querySelectorAll(".feed")].map((item) => ({
      item,
      group,
      text: plain([...item.querySelectorAll(".name, .description")].map((one) => one.textContent).join(" ")),
    })));
    const sought = plain(box.value).split(/\s+/).filter(Boolean);
    const left = new Map(groups.map((group) => [group, 0]));
    let count = 0;
    for (const { item, group, text } of feeds) {
      const fits = sought.every((word) => text.includes(word));
      if (item.hidden === fits) item.hidden = !fits;
      if (fits) {
        count += 1;
        left.set(group, left.get(group) + 1);
      }
    }
    for (const [group, number] of left) {
      group.hidden = number === 0;
      group.querySelector(".count").textContent = number;
    }
    none.hidden = count > 0;
    clearTimeout(timer);
    timer = setTimeout(() => say(count ? said.dataset.found.replace("{count}", count) : said.dataset.none), 400);
  };
  box.addEventListener("input", filter);
  // A browser that comes back to the page may have kept what was sought.
  if (box.value) filter();
})();
