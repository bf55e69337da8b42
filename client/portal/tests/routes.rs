//! The lists of pages and forms that attackers try are those that the portal serves.
#![forbid(unsafe_code)]
use crate::common::*;

/// The routes of the portal, as they stand in its source.
const SOURCE: &str = include_str!("../src/pages.rs");

/// Pages that are there for whoever was not let in, is not unlocked, or has set nothing up: tests of their own look at these.
const FREE: [&str; 5] = [
	"/static/{name}",
	"/start/{token}",
	"/unlock",
	"/welcome",
	"/welcome/choose/{id}",
];

/// The paths that are served by this method.
fn served(method: &str) -> Vec<&'static str> {
	let routes = SOURCE.split(".route(").skip(1);
	let found = routes.filter(|route| route.contains(&format!("{method}(")));
	found.map(|route| route.split('"').nth(1).unwrap()).collect()
}

/// Whether a path is one of this route.
fn leads(route: &str, path: &str) -> bool {
	let path = path.split('?').next().unwrap_or_default();
	let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
	let same = |(part, found): (&&str, &&str)| (part.starts_with('{') && !found.is_empty()) || part == found;
	route.len() == path.len() && route.iter().zip(&path).all(same)
}

#[test]
fn every_page_and_every_form_is_tried() {
	let (pages, forms) = (served("get"), served("post"));
	assert!(
		pages.len() > 30 && forms.len() > 50,
		"the routes are not found in their source"
	);
	for (routes, tried) in [(&pages, PAGES), (&forms, FORMS)] {
		let missing: Vec<_> = routes
			.iter()
			.filter(|route| !(tried == PAGES && FREE.contains(route)))
			.filter(|route| !tried.iter().any(|path| leads(route, path)))
			.collect();
		assert!(missing.is_empty(), "nobody tries {missing:?}");
		let gone: Vec<_> = tried
			.iter()
			.filter(|path| !routes.iter().any(|route| leads(route, path)))
			.collect();
		assert!(gone.is_empty(), "there is no {gone:?}");
	}
}

#[test]
fn a_path_is_of_the_route_that_it_fills_in() {
	for (route, path) in [
		("/records/{id}", "/records/0011"),
		("/records/{id}/{action}", "/records/0011/erase"),
		("/jobs", "/jobs?page=2"),
	] {
		assert!(leads(route, path), "{route} {path}");
	}
	for (route, path) in [
		("/records/{id}", "/records"),
		("/records/{id}", "/records/"),
		("/records/{id}/code", "/records/0011/erase"),
		("/jobs", "/keys"),
	] {
		assert!(!leads(route, path), "{route} {path}");
	}
}
