/*
 * Where it was and what it looked like: the quick ways on the form of a report. Without this script the form has its
 * ordinary fields for a place, and sends the photo as the camera made it.
 */

self.FieldWhere = (() => {
  "use strict";

  const NEAR_ENOUGH = 150; // metres; a point less certain than this is not "here"
  const A_FEW = 10; // metres that nobody counts
  const AT_PLACE = 60; // metres within which the house takes a point as a known place
  const LONGEST = 1600; // pixels of a photo's longest side

  const form = document.querySelector("[data-report]");
  if (!form) return null;

  const find = (name) => form.querySelector(`[data-${name}]`);
  const field = (name) => form.querySelector(`[name=where_${name}]`);
  const map = () => form.querySelector("point-field");
  const quick = [find("here"), ...form.querySelectorAll("[data-place]")];
  const placed = find("placed");
  const tied = find("tied");
  const elsewhere = find("elsewhere");
  const alone = form.elements.alone;

  /* What is told, and whether the other ways to say where are open beside it. */
  function tell(words, { open = false } = {}) {
    placed.textContent = words;
    elsewhere.open = open;
  }

  /* The way that was taken is marked; none of the others is. */
  function mark(button) {
    for (const each of quick) each.setAttribute("aria-pressed", String(each === button));
  }

  const buttonOf = (name) => quick.find((each) => each.dataset.place === name) ?? null;

  function atPlace(name) {
    map()?.clear?.();
    field("place").value = name;
    field("place").dispatchEvent(new Event("change", { bubbles: true }));
    field("point").value = "";
    form.elements.accuracy.value = "";
    tell(`Plats: ${name}`);
    mark(buttonOf(name));
  }

  function here() {
    mark(null);
    untie();
    placed.textContent = "Söker din plats…";
    ask({ enableHighAccuracy: true, timeout: 12000 }, (error) => {
      if (error.code === 1) lost(error);
      else ask({ enableHighAccuracy: false, timeout: 8000 }, lost); // indoors: where the phone is, roughly
    });
  }

  /* Where the phone is now; where it was a moment ago is somewhere else for who walks. */
  function ask(how, failed) {
    navigator.geolocation.getCurrentPosition(found, failed, { ...how, maximumAge: 0 });
  }

  const spread = (metres) => (metres <= A_FEW ? "några" : String(Math.ceil(metres / 5) * 5));

  function found({ coords }) {
    const { longitude, latitude } = coords;
    const metres = Math.ceil(coords.accuracy);
    field("place").value = "";
    alone.value = "";
    // The map shows the point when it is there; the point counts either way.
    if (map()?.map && self.L) map().set(self.L.latLng(latitude, longitude), metres);
    field("point").value = `${longitude.toFixed(6)} ${latitude.toFixed(6)}`;
    form.elements.accuracy.value = String(metres);
    mark(find("here"));
    if (metres > NEAR_ENOUGH) {
      tell(`Din plats är osäker, på ${spread(metres)} meter när. Välj hellre en känd plats eller peka på kartan.`, { open: true });
    } else {
      tell(`Din plats, på ${spread(metres)} meter när.`);
    }
    tie();
  }

  function lost({ code }) {
    const why = code === 1 ? "Telefonen fick inte lämna ut platsen." : "Platsen gick inte att hitta.";
    tell(`${why} Välj en känd plats, peka på kartan eller skriv var det var.`, { open: true });
  }

  /* A point beside a known place is taken as that place. It is told, and whoever stands there may say no. */

  let asked = 0;
  let last = field("point").value; // the point that has been told of

  async function tie() {
    const mine = ++asked;
    last = field("point").value;
    tied.replaceChildren();
    const at = field("point").value.split(" ").map(Number);
    if (at.length !== 2 || field("place").value) return;
    const place = nearest(await known(), at);
    if (mine === asked && place) say(place);
  }

  function untie() {
    asked += 1;
    last = "";
    alone.value = "";
    tied.replaceChildren();
  }

  async function known() {
    try {
      return map().where?.places ?? (await (await fetch(map().dataset.ground, { credentials: "same-origin" })).json()).places;
    } catch {
      return []; // the receipt says what it was taken as
    }
  }

  function nearest(places, [longitude, latitude]) {
    const within = places
      .map((place) => ({ name: place.name, metres: metresBetween([longitude, latitude], [place.longitude, place.latitude]) }))
      .filter(({ metres }) => metres <= AT_PLACE);
    return within.sort((one, other) => one.metres - other.metres)[0] ?? null;
  }

  function metresBetween([east, north], [toEast, toNorth]) {
    const metre = Math.PI / 180 * 6371008.8;
    return Math.hypot((toEast - east) * metre * Math.cos(north * Math.PI / 180), (toNorth - north) * metre);
  }

  function say(place) {
    const no = Boolean(alone.value);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = no ? `Ta den som ${place.name}` : "Nej, bara punkten";
    button.addEventListener("click", () => {
      alone.value = no ? "" : "on";
      say(place);
      tied.querySelector("button").focus();
    });
    const name = document.createElement("strong");
    name.textContent = place.name;
    const words = no ? ["Tas emot som en punkt, utan känd plats."] : ["Tas emot som ", name, `, ${spread(place.metres)} meter bort.`];
    tied.replaceChildren(...words, " ", button);
  }

  /* A form whose fields have been filled in from the queue. */
  function restore() {
    const name = field("place").value;
    mark(name ? buttonOf(name) : null);
    if (name) tell(`Plats: ${name}`);
    else if (field("point").value) tell("Platsen från rapporten är kvar.");
    else tell("", { open: true });
    tie();
  }

  function clear() {
    map()?.clear?.();
    field("point").value = "";
    form.elements.accuracy.value = "";
    tell("");
    mark(null);
    untie();
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
  field("place").addEventListener("change", () => {
    mark(buttonOf(field("place").value));
    tie();
  });
  form.addEventListener("point-change", ({ detail }) => {
    if (detail.longitude !== null && field("point").value === last) return; // the map shows what was there already
    form.elements.accuracy.value = detail.accuracy ? String(Math.ceil(detail.accuracy)) : "";
    placed.textContent = "";
    mark(null);
    untie();
    if (detail.longitude !== null) tie();
  });
  if (find("chooser")) find("chooser").classList.add("chooser"); // the browser's own words for it are in its language

  return { clear, restore, small };
})();
