/*
 * Where it was and what it looked like: the quick ways on the form of a report. Without this script the form has its
 * ordinary fields for a place, and sends the photo as the camera made it.
 */

self.FieldWhere = (() => {
  "use strict";

  const NEAR_ENOUGH = 150; // metres; a point less certain than this is not "here"
  const LONGEST = 1600; // pixels of a photo's longest side

  const form = document.querySelector("[data-report]");
  if (!form) return null;

  const find = (name) => form.querySelector(`[data-${name}]`);
  const field = (name) => form.querySelector(`[name=where_${name}]`);
  const map = () => form.querySelector("point-field");
  const placed = find("placed");
  const elsewhere = find("elsewhere");

  /* What is told, and whether the other ways to say where are open beside it. */
  function tell(words, { open = false } = {}) {
    placed.textContent = words;
    elsewhere.open = open;
  }

  function atPlace(name) {
    map()?.clear?.();
    field("place").value = name;
    field("place").dispatchEvent(new Event("change", { bubbles: true }));
    field("point").value = "";
    form.elements.accuracy.value = "";
    tell(`Plats: ${name}`);
  }

  function here() {
    placed.textContent = "Söker din plats…";
    navigator.geolocation.getCurrentPosition(found, lost, { enableHighAccuracy: true, maximumAge: 20000, timeout: 12000 });
  }

  function found({ coords }) {
    const { longitude, latitude } = coords;
    const metres = Math.ceil(coords.accuracy);
    field("place").value = "";
    // The map shows the point when it is there; the point counts either way.
    if (map()?.map && self.L) map().set(self.L.latLng(latitude, longitude), metres);
    field("point").value = `${longitude.toFixed(6)} ${latitude.toFixed(6)}`;
    form.elements.accuracy.value = String(metres);
    if (metres > NEAR_ENOUGH) {
      tell(`Din plats är osäker, på ${metres} meter när. Välj hellre en känd plats eller peka på kartan.`, { open: true });
    } else {
      tell(`Här, på ${metres} meter när.`);
    }
  }

  function lost({ code }) {
    const why = code === 1 ? "Telefonen fick inte lämna ut platsen." : "Platsen gick inte att hitta.";
    tell(`${why} Välj en känd plats, peka på kartan eller skriv var det var.`, { open: true });
  }

  /* A form whose fields have been filled in from the queue. */
  function restore() {
    if (field("place").value) tell(`Plats: ${field("place").value}`);
    else if (field("point").value) tell("Platsen från rapporten är kvar.");
    else tell("", { open: true });
  }

  function clear() {
    map()?.clear?.();
    field("point").value = "";
    form.elements.accuracy.value = "";
    tell("");
  }

  /* The photo's pixels alone, and no more of them than are kept. */
  async function small(file) {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * share));
    canvas.height = Math.max(1, Math.round(image.height * share));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob.arrayBuffer();
  }

  find("quick").hidden = false;
  const told = document.querySelector(".error-summary:not([data-errors])");
  const given = field("place").value || field("point").value || field("text").value;
  elsewhere.open = Boolean(told || given || !("geolocation" in navigator));
  find("here").hidden = !("geolocation" in navigator);
  find("here").addEventListener("click", here);
  for (const each of form.querySelectorAll("[data-place]")) each.addEventListener("click", () => atPlace(each.dataset.place));
  form.addEventListener("point-change", ({ detail }) => {
    form.elements.accuracy.value = detail.accuracy ? String(Math.ceil(detail.accuracy)) : "";
    placed.textContent = "";
  });

  return { clear, restore, small };
})();
