// Slices of a series: wheel and arrow keys go through them, dragging changes the window. Without this script the links do the same.
"use strict";
const viewer = document.querySelector("[data-viewer]");
const slice = viewer.querySelector("[data-slice]");
const image = slice.querySelector("img");
const told = viewer.querySelector("[data-told]");
const count = Number(viewer.dataset.count);
const wanted = {
	at: Number(viewer.dataset.at),
	center: Number(viewer.dataset.center),
	width: Number(viewer.dataset.width),
	own: viewer.dataset.own === "true",
};
let shown = image.getAttribute("src");
let loading = false;

const address = () =>
	viewer.dataset.viewer + wanted.at + (wanted.own ? "" : `?center=${Math.round(wanted.center)}&width=${Math.round(wanted.width)}`);

// The words come with the page, in its language; what stands between percent signs is filled in.
const words = (name, values) => viewer.dataset[name].replace(/%(\w+)%/g, (_, key) => values[key]);

// One picture is asked for at a time: whatever is wanted by the time it has come is asked for next.
const draw = () => {
	if (loading || address() === shown) return;
	loading = true;
	const next = new Image();
	const address_ = address();
	const { at, center, width, own } = wanted;
	const end = () => {
		loading = false;
		shown = address_;
		draw();
	};
	next.onload = () => {
		image.src = address_;
		const values = { at, count, center: Math.round(center), width: Math.round(width) };
		image.alt = words("sliceWords", values);
		told.textContent = words(own ? "toldWords" : "windowWords", values);
		viewer.dataset.drawn = String(Number(viewer.dataset.drawn || 0) + 1);
		end();
	};
	next.onerror = () => {
		told.textContent = words("brokenWords", { at });
		end();
	};
	next.src = address_;
};

const step = (by) => {
	wanted.at = Math.min(count, Math.max(1, wanted.at + by));
	draw();
};

slice.addEventListener("wheel", (event) => {
	event.preventDefault();
	step(Math.sign(event.deltaY));
}, { passive: false });

slice.addEventListener("keydown", (event) => {
	const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -count, End: count }[event.key];
	if (by === undefined) return;
	event.preventDefault();
	step(by);
});

slice.addEventListener("pointerdown", (event) => slice.setPointerCapture(event.pointerId));
slice.addEventListener("pointermove", (event) => {
	if (!slice.hasPointerCapture(event.pointerId)) return;
	wanted.own = false;
	wanted.width = Math.max(1, wanted.width + event.movementX * 2);
	wanted.center += event.movementY * 2;
	draw();
});

for (const link of viewer.querySelectorAll("[data-preset]")) {
	link.addEventListener("click", (event) => {
		event.preventDefault();
		wanted.own = link.dataset.center === undefined;
		if (!wanted.own) {
			wanted.center = Number(link.dataset.center);
			wanted.width = Number(link.dataset.width);
		}
		draw();
	});
}
for (const link of viewer.querySelectorAll("[data-step]")) {
	link.addEventListener("click", (event) => {
		event.preventDefault();
		step(Number(link.dataset.step));
	});
}
