/*
 * Live maps without a tile service: the ground is the cooperation's own areas and the places it knows.
 *
 * <live-map>    shows points and shapes; a table beside it says the same.
 * <point-field> is a form's field for a place: a known place, a point on the map, or words. Without this file the
 *               first and the last work by themselves. It fires "point-change" when the point is set or taken away.
 * <outline-field> is a form's field for a boundary: corners on the map, or written one on each line. Without this
 *               file the lines work by themselves.
 */

const L = window.L;
const STEP = 40; // pixels that an arrow key moves the sight; with shift a fifth of it
const CLOSE = 16; // the zoom at which a street is told from the next
const BESIDE = 150; // metres within which a point is at a place
const SWEDEN = L.latLngBounds([55, 11], [69, 24]);
const NEAR = 1000; // metres within which a place is worth naming
const grounds = new Map();

/** The areas and places that an address gives, asked for once a page. */
function ground(address) {
  if (!address) return Promise.resolve({ areas: { features: [] }, places: [] });
  if (!grounds.has(address)) {
    const asked = fetch(address, { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
    asked.catch(() => grounds.delete(address));
    grounds.set(address, asked);
  }
  return grounds.get(address);
}

const number = (value, decimals) =>
  value.toLocaleString("sv-SE", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

function degrees(longitude, latitude) {
  const [north, east] = [latitude >= 0 ? "N" : "S", longitude >= 0 ? "Ö" : "V"];
  return `${number(Math.abs(latitude), 4)}° ${north}, ${number(Math.abs(longitude), 4)}° ${east}`;
}

function inRing(ring, x, y) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The area that a point lies in, by the boundaries that the map shows. */
function areaAt(areas, x, y) {
  const holds = ({ geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons.some(([outer, ...holes]) => inRing(outer, x, y) && !holes.some((hole) => inRing(hole, x, y)));
  };
  return areas.features.find(holds)?.properties ?? null;
}

function nearest(places, x, y) {
  const here = L.latLng(y, x);
  let found = null;
  for (const place of places) {
    const metres = here.distanceTo([place.latitude, place.longitude]);
    if (metres <= NEAR && (!found || metres < found.metres)) found = { ...place, metres };
  }
  return found;
}

function told(where, x, y) {
  const area = areaAt(where.areas, x, y);
  const place = nearest(where.places, x, y);
  const parts = [area ? `i ${area.name}` : "utanför alla områden"];
  if (place) {
    parts.push(place.metres <= BESIDE ? `vid ${place.name}` : `${number(place.metres, 0)} m från ${place.name}`);
  }
  return { area, place, text: `${parts.join(", ")} (${degrees(x, y)})` };
}

const words = (text, className) => {
  const box = document.createElement("span");
  box.className = className;
  box.textContent = text;
  return box;
};

/** A map on its ground; names are shown where they have room. */
function draw(box, where, settings) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    attributionControl: Boolean(settings.tiles),
    fadeAnimation: false, // nothing blinks: a popup is there at once, readable from the first moment
    keyboard: settings.keyboard,
    markerZoomAnimation: !still,
    maxZoom: 19,
    scrollWheelZoom: false, // the wheel scrolls the page; ctrl and wheel, or the buttons, zoom
    zoomAnimation: !still,
    zoomControl: false,
    zoomSnap: 0.25,
  });
  L.control.zoom({ zoomInTitle: "Zooma in", zoomOutTitle: "Zooma ut" }).addTo(map);
  box.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      map.setZoomAround(map.mouseEventToLatLng(event), map.getZoom() + (event.deltaY < 0 ? 0.5 : -0.5));
    },
    { passive: false },
  );
  if (settings.tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(settings.tiles, { maxZoom: 19, attribution: escaped(settings.credit) }).addTo(map);
  }
  const areas = L.geoJSON(where.areas, {
    interactive: false,
    style: () => ({ className: settings.tiles ? "map-area on-tiles" : "map-area", weight: 1.5 }),
  });
  const bounds = areas.getBounds();
  const fit = (around) => map.fitBounds(around.isValid() ? around : SWEDEN, { padding: [6, 6], animate: false });
  fit(bounds); // before anything is drawn: what is drawn asks where the map is
  areas.addTo(map);
  const names = where.areas.features.map((area) => ({
    text: area.properties.name,
    at: L.latLng(area.properties.at[1], area.properties.at[0]),
    className: "map-name",
  }));
  for (const place of where.places) {
    const at = L.latLng(place.latitude, place.longitude);
    L.circleMarker(at, { className: "map-place", interactive: false, radius: 4 }).addTo(map);
    names.push({ text: place.name, at, className: "map-name of-place", beside: true });
  }
  const shown = L.layerGroup().addTo(map);
  const label = () => {
    shown.clearLayers();
    const taken = [];
    const seen = map.getBounds();
    for (const name of names) {
      if (!seen.contains(name.at)) continue;
      const spot = map.latLngToContainerPoint(name.at);
      const wide = 7 * name.text.length + 10;
      const left = name.beside ? spot.x + 8 : spot.x - wide / 2;
      const box = [left, spot.y - 9, left + wide, spot.y + 9];
      if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      taken.push(box);
      const icon = L.divIcon({ className: "map-label", html: words(name.text, name.className), iconSize: null });
      L.marker(name.at, { icon, interactive: false, keyboard: false }).addTo(shown);
    }
  };
  map.on("zoomend moveend resize", label);
  map.on("popupopen", ({ popup }) =>
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", "Stäng"),
  );
  label();
  // A map that was hidden when it was made does not know its size.
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(box);
  return { map, bounds, fit };
}

function escaped(text) {
  const box = document.createElement("span");
  box.textContent = text ?? "";
  return box.innerHTML;
}

function failed(box, error) {
  console.warn(error); // for who looks after the installation
  box.classList.add("map-failed");
  box.textContent = "Kartan gick inte att hämta. Det som står bredvid den fungerar ändå.";
}

class LiveMap extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector(".map");
    const about = JSON.parse(this.querySelector("script").textContent);
    box.hidden = false;
    ground(about.ground)
      .then((where) => this.show(box, where, about))
      .catch((error) => failed(box, error));
  }

  show(box, where, about) {
    const { map, bounds, fit } = draw(box, where, { tiles: this.dataset.tiles, credit: this.dataset.credit, keyboard: true });
    const drawn = L.featureGroup().addTo(map);
    for (const shape of about.shapes) {
      const layer = L.geoJSON(shape.outline, {
        style: () => ({ className: `map-shape ${shape.tone}`, fillOpacity: 0.1 + 0.5 * shape.strength, weight: 2 }),
      });
      drawn.addLayer(layer.bindPopup(card(shape)));
    }
    for (const mark of about.marks) {
      const spot = L.circleMarker([mark.latitude, mark.longitude], { className: `map-mark ${mark.tone}`, radius: 8 });
      drawn.addLayer(spot.bindPopup(card(mark)));
    }
    if (drawn.getLayers().length) {
      const around = about.close ? drawn.getBounds().pad(0.2) : bounds.extend(drawn.getBounds());
      map.setMaxZoom(CLOSE);
      fit(around);
      map.setMaxZoom(19);
    }
  }
}

function card(thing) {
  const box = document.createElement("div");
  const title = document.createElement(thing.href ? "a" : "strong");
  if (thing.href) title.href = thing.href;
  title.textContent = thing.title;
  box.append(title);
  if (thing.note) {
    const note = document.createElement("p");
    note.textContent = thing.note;
    box.append(note);
  }
  return box;
}

/** Two numbers as longitude and latitude, whichever stands first; null for anything else. */
function read(text, bounds) {
  const found = text.match(/-?\d+(?:[.,]\d+)?/g) ?? [];
  if (found.length !== 2) return null;
  const [x, y] = found.map((part) => Number(part.replace(",", ".")));
  const around = bounds.isValid() ? bounds.pad(0.5) : L.latLngBounds([-90, -180], [90, 180]);
  for (const [longitude, latitude] of [[x, y], [y, x]]) {
    if (Math.abs(latitude) <= 90 && around.contains([latitude, longitude])) return L.latLng(latitude, longitude);
  }
  return null;
}

class PointField extends HTMLElement {
  connectedCallback() {
    this.place = this.querySelector("[data-part=place]");
    this.kept = this.querySelector("[data-part=point]");
    this.twin = this.querySelector("output");
    this.removal = this.querySelector("[data-act=remove]");
    this.locator = this.querySelector("[data-act=here]");
    this.querySelector(".map-part").hidden = false;
    this.locator.hidden = !("geolocation" in navigator);
    this.locator.addEventListener("click", () => this.locate());
    this.removal.addEventListener("click", () => this.clear());
    this.place?.addEventListener("change", () => this.choose());
    this.kept.addEventListener("change", () => this.written());
    this.kept.form?.addEventListener("reset", () => this.clear(), { signal: this.until() });
    const box = this.querySelector(".map");
    ground(this.dataset.ground)
      .then((where) => this.begin(box, where))
      .catch((error) => failed(box, error));
  }

  disconnectedCallback() {
    this.gone?.abort();
  }

  until() {
    this.gone = new AbortController();
    return this.gone.signal;
  }

  begin(box, where) {
    this.where = where;
    const drawn = draw(box, where, { tiles: this.dataset.tiles, credit: this.dataset.credit, keyboard: false });
    this.map = drawn.map;
    this.map.on("click", ({ latlng }) => this.set(latlng.wrap()));
    this.map.on("moveend", () => this.aim());
    box.addEventListener("keydown", (event) => this.press(event));
    box.addEventListener("focus", () => this.aim());
    box.addEventListener("blur", () => this.say());
    this.bounds = drawn.bounds;
    if (this.kept.value) this.written();
    else this.choose();
  }

  /** Show a point that stands in the field: from before, or as somebody has just written it. */
  written() {
    if (!this.map) return;
    const at = read(this.kept.value, this.bounds);
    if (at) {
      const text = this.kept.value;
      this.set(at);
      this.kept.value = text;
      this.map.setView(at, CLOSE - 1, { animate: false });
      return;
    }
    this.unmark();
    this.say(this.kept.value.trim() ? "Det som står läses när du sparar." : "");
  }

  unmark() {
    this.at = null;
    this.mark?.remove();
    this.mark = null;
    this.removal.hidden = true;
  }

  press(event) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const far = event.shiftKey ? STEP / 5 : STEP;
    const moves = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] };
    if (moves[event.key]) this.map.panBy(moves[event.key], { animate: false });
    else if (event.key === "Enter" || event.key === " ") this.set(this.map.getCenter().wrap());
    else if (event.key === "+") this.map.zoomIn(1, { animate: false });
    else if (event.key === "-") this.map.zoomOut(1, { animate: false });
    else if (event.key === "Delete" || event.key === "Backspace") this.clear();
    else return;
    event.preventDefault();
  }

  /** While the keyboard steers, say where the sight is, once it has come to rest. */
  aim() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (document.activeElement !== this.querySelector(".map") || !this.map) return;
      const { lng, lat } = this.map.getCenter().wrap();
      this.say(`Siktet är ${told(this.where, lng, lat).text}. Tryck Enter för att sätta punkten.`);
    }, 300);
  }

  set(at, accuracy = null) {
    clearTimeout(this.resting);
    this.at = at;
    this.accuracy = accuracy;
    this.kept.value = this.inOrder(at);
    this.mark ??= L.circleMarker(at, { className: "map-point", interactive: false, radius: 10 }).addTo(this.map);
    this.mark.setLatLng(at);
    this.removal.hidden = false;
    this.say();
    this.tell();
  }

  /** As it is sent: longitude first; where people read it, latitude first. */
  inOrder(at) {
    const [east, north] = [at.lng.toFixed(6), at.lat.toFixed(6)];
    return this.kept.type === "hidden" ? `${east} ${north}` : `${north} ${east}`;
  }

  clear() {
    this.kept.value = "";
    this.unmark();
    this.say();
    this.tell();
  }

  say(aiming = "") {
    const lines = [];
    if (this.at) {
      const spread = this.accuracy ? `, på ${number(this.accuracy, 0)} m när` : "";
      lines.push(`Punkten ligger ${told(this.where, this.at.lng, this.at.lat).text}${spread}.`);
    } else lines.push("Ingen punkt är satt på kartan.");
    if (aiming) lines.push(aiming);
    this.twin.textContent = lines.join(" ");
  }

  tell() {
    const { area = null, place = null } = this.at ? told(this.where, this.at.lng, this.at.lat) : {};
    const detail = { longitude: this.at?.lng ?? null, latitude: this.at?.lat ?? null, accuracy: this.accuracy ?? null, area, place };
    this.dispatchEvent(new CustomEvent("point-change", { bubbles: true, detail }));
  }

  /** Show a known place that was chosen by its name. */
  choose() {
    const named = this.place?.value.trim().toLowerCase();
    if (!named || !this.map) return;
    const is = (place) => [place.name, ...place.aliases].some((name) => name.toLowerCase() === named);
    const found = this.where.places.find(is);
    if (found && !this.at) this.map.setView([found.latitude, found.longitude], CLOSE, { animate: false });
  }

  locate() {
    this.locator.disabled = true;
    this.twin.textContent = "Söker var du är …";
    const done = () => {
      this.locator.disabled = false;
    };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        done();
        const at = L.latLng(coords.latitude, coords.longitude);
        if (!this.map) {
          this.kept.value = this.inOrder(at);
          this.twin.textContent = `Din position är tagen: ${degrees(at.lng, at.lat)}.`;
          return;
        }
        this.map.setView(at, Math.max(this.map.getZoom(), CLOSE), { animate: false });
        this.set(at, coords.accuracy);
      },
      ({ code }) => {
        done();
        this.twin.textContent =
          code === 1
            ? "Webbläsaren får inte veta var du är. Tillåt det, tryck på kartan eller skriv platsen."
            : "Det gick inte att ta reda på var du är. Tryck på kartan eller skriv platsen.";
      },
      { enableHighAccuracy: true, maximumAge: 0, timeout: 10000 }, // who walks is not where they were
    );
  }
}

/** Corners as they are written: "latitude longitude" on each line, a blank line between parts; null for anything else. */
function readCorners(text, bounds) {
  const parts = [[]];
  for (const line of text.split("\n")) {
    if (!line.trim()) {
      if (parts.at(-1).length) parts.push([]);
      continue;
    }
    const at = read(line, bounds);
    if (!at) return null;
    parts.at(-1).push(at);
  }
  if (parts.length > 1 && !parts.at(-1).length) parts.pop();
  return parts;
}

class OutlineField extends HTMLElement {
  connectedCallback() {
    this.kept = this.querySelector("textarea");
    this.twin = this.querySelector("output");
    this.parts = [[]];
    this.querySelector(".map-part").hidden = false;
    this.querySelector("[data-act=undo]").addEventListener("click", () => this.undo());
    this.querySelector("[data-act=clear]").addEventListener("click", () => this.put([[]]));
    this.kept.addEventListener("change", () => this.written());
    const box = this.querySelector(".map");
    ground(this.dataset.ground)
      .then((where) => this.begin(box, where))
      .catch((error) => failed(box, error));
  }

  begin(box, where) {
    this.where = where;
    const drawn = draw(box, where, { tiles: this.dataset.tiles, credit: this.dataset.credit, keyboard: false });
    this.map = drawn.map;
    this.bounds = drawn.bounds;
    this.drawn = L.featureGroup().addTo(this.map);
    this.map.on("click", ({ latlng }) => this.add(latlng.wrap()));
    this.map.on("moveend", () => this.aim());
    box.addEventListener("keydown", (event) => this.press(event));
    box.addEventListener("focus", () => this.aim());
    box.addEventListener("blur", () => this.say());
    this.written();
  }

  /** Show the boundary that stands in the field: from before, or as somebody has just written it. */
  written() {
    if (!this.map) return;
    const text = this.kept.value;
    const parts = readCorners(text, this.bounds);
    this.parts = parts ?? [[]];
    this.show();
    if (!parts) this.say("Det som står läses när du sparar.");
    const around = this.drawn.getBounds();
    if (around.isValid()) this.map.fitBounds(around.pad(0.3), { animate: false, maxZoom: CLOSE });
  }

  press(event) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const far = event.shiftKey ? STEP / 5 : STEP;
    const moves = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] };
    if (moves[event.key]) this.map.panBy(moves[event.key], { animate: false });
    else if (event.key === "Enter" || event.key === " ") this.add(this.map.getCenter().wrap());
    else if (event.key === "+") this.map.zoomIn(1, { animate: false });
    else if (event.key === "-") this.map.zoomOut(1, { animate: false });
    else if (event.key === "Delete" || event.key === "Backspace") this.undo();
    else return;
    event.preventDefault();
  }

  aim() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (document.activeElement !== this.querySelector(".map") || !this.map) return;
      const { lng, lat } = this.map.getCenter().wrap();
      this.say(`Siktet är ${told(this.where, lng, lat).text}. Tryck Enter för att sätta ett hörn.`);
    }, 300);
  }

  add(at) {
    this.parts.at(-1).push(at);
    this.put(this.parts);
  }

  undo() {
    this.parts.at(-1).pop();
    if (!this.parts.at(-1).length && this.parts.length > 1) this.parts.pop();
    this.put(this.parts);
  }

  put(parts) {
    this.parts = parts;
    const line = ({ lat, lng }) => `${lat.toFixed(6)} ${lng.toFixed(6)}`;
    this.kept.value = parts.map((part) => part.map(line).join("\n")).join("\n\n");
    this.show();
  }

  show() {
    if (!this.map) return;
    this.drawn.clearLayers();
    for (const part of this.parts) {
      if (part.length > 1) {
        const line = L.polygon(part, { className: "map-shape", fillOpacity: 0.25, interactive: false, weight: 2 });
        this.drawn.addLayer(line);
      }
      part.forEach((at, number) => {
        const icon = L.divIcon({ className: "map-corner", iconSize: [16, 16] });
        const corner = L.marker(at, { draggable: true, icon, keyboard: false, title: `Hörn ${number + 1}` });
        corner.on("dragend", () => {
          part[number] = corner.getLatLng().wrap();
          this.put(this.parts);
        });
        this.drawn.addLayer(corner);
      });
    }
    this.say();
  }

  say(aiming = "") {
    const corners = this.parts.reduce((sum, part) => sum + part.length, 0);
    const lines = [corners ? `Gränsen har ${corners} hörn.` : "Ingen gräns är ritad på kartan."];
    if (corners && corners < 3) lines.push("Den behöver minst tre.");
    if (aiming) lines.push(aiming);
    this.twin.textContent = lines.join(" ");
  }
}

customElements.define("live-map", LiveMap);
customElements.define("outline-field", OutlineField);
customElements.define("point-field", PointField);
