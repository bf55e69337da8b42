//! Every line of "Safety of a server on loopback", as an attacker who fails; beside each the control that shows what would
//! have happened without the guard.
#![forbid(unsafe_code)]
use crate::common::*;
use medquorum_client::advice::Advice as _;
use medquorum_portal::{PortalError, Served, again};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_leads_here_is_refused() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	let ask = |host: &str| stage.raw("GET", "/jobs", &[("Host", host), ("Cookie", &cookie)], "");
	for host in [
		"evil.example",
		&format!("evil.example:{}", stage.port),
		"localhost",
		"127.0.0.1",
	] {
		assert_eq!(ask(host).status, 421, "{host}");
	}
	assert_eq!(stage.raw("GET", "/jobs", &[("Cookie", &cookie)], "").status, 421);
	// The control: the same request with the right name is answered.
	assert_eq!(ask(&stage.host()).status, 200);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_form_changes_nothing() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	let token = stage.csrf(&stage.get("/jobs", &cookie).body);
	let host = stage.host();
	let body = format!("csrf={token}");
	let send = |more: &[(&str, &str)]| {
		let mut headers = vec![
			("Host", host.as_str()),
			("Cookie", cookie.as_str()),
			("Content-Type", "application/x-www-form-urlencoded"),
		];
		headers.extend(more);
		stage.raw("POST", "/lock", &headers, &body)
	};
	for attack in [
		&[][..],
		&[("Origin", "http://evil.example")],
		&[("Origin", "null")],
		&[("Sec-Fetch-Site", "cross-site")],
		&[("Sec-Fetch-Site", "same-site")],
		&[("Origin", "http://127.0.0.1:1")],
	] {
		let answer = send(attack);
		assert_eq!(answer.status, 403, "{attack:?}");
		assert!(answer.header("access-control-allow-origin").is_none());
	}
	for method in ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
		let headers = [("Host", host.as_str()), ("Cookie", cookie.as_str())];
		assert_eq!(stage.raw(method, "/lock", &headers, "").status, 403, "{method}");
	}
	assert_eq!(stage.get("/jobs", &cookie).status, 200, "it was locked");
	// The control: the same form from a page of this server locks.
	assert_eq!(send(&[("Sec-Fetch-Site", "same-origin")]).status, 303);
	assert_eq!(stage.get("/jobs", &cookie).header("location"), Some("/unlock"));
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_without_their_token_change_nothing() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	let token = stage.csrf(&stage.get("/jobs", &cookie).body);
	for body in ["", "csrf=", &format!("csrf={}", &token[1..]), "csrf=%00", "{}"] {
		let answer = stage.post("/lock", &cookie, body);
		assert_eq!(answer.status, 403, "{body}");
		assert!(answer.body.contains("open the page again"), "{}", answer.body);
	}
	let long = format!("csrf={token}&passphrase={}", "x".repeat(100 << 10));
	assert_eq!(stage.post("/lock", &cookie, &long).status, 403);
	assert_eq!(stage.get("/jobs", &cookie).status, 200);
	// The control.
	assert_eq!(stage.post("/lock", &cookie, &format!("csrf={token}")).status, 303);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_a_page_without_the_cookie() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	for wrong in [
		"",
		"medquorum=1",
		&format!("medquorum-{}=", stage.port),
		&cookie[..cookie.len() - 1],
	] {
		for page in PAGES {
			let answer = stage.get(page, wrong);
			assert_eq!(answer.status, 401, "{page}");
			assert!(
				answer.body.contains("medquorum portal"),
				"it does not say how to start"
			);
		}
		for form in FORMS {
			assert_eq!(stage.post(form, wrong, "").status, 401, "{form}");
		}
	}
	assert_eq!(stage.get("/jobs", &cookie).status, 200);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_link_holds_once() {
	let stage = Stage::set(true).await;
	let answer = stage.get(&stage.start, "");
	let set = answer.header("set-cookie").unwrap();
	for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
		assert!(set.contains(part), "{set}");
	}
	assert!(
		!set.contains("Max-Age") && !set.contains("Expires") && !set.contains("Domain"),
		"{set}"
	);
	let second = stage.get(&stage.start, "");
	assert_eq!(second.status, 403);
	assert!(second.header("set-cookie").is_none() && second.body.contains("medquorum portal"));
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_guesses_links_stops_the_server() {
	let stage = Stage::set(true).await;
	let wrong = format!("/start/{}", "0".repeat(64));
	for _ in 0..9 {
		assert_eq!(stage.get(&wrong, "").status, 403);
	}
	// The control: nine wrong ones keep nobody out.
	let cookie = stage.enter();
	assert_eq!(stage.get("/jobs", &cookie).status, 200);
	assert_eq!(stage.get(&wrong, "").status, 403);
	let ended = stage.wait().await.unwrap_err();
	assert!(matches!(ended, PortalError::TooManyWrong));
	assert_eq!(ended.blame().exit_code(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_on_pages_of_others_stop_nothing() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	let host = stage.host();
	let wrong = |path: &str, site: &str| {
		let headers = [("Host", host.as_str()), ("Sec-Fetch-Site", site)];
		stage.raw("GET", path, &headers, "").status
	};
	for site in ["cross-site", "same-site"] {
		for path in ["/start/x", "/again/x"] {
			for _ in 0..12 {
				assert_eq!(wrong(path, site), 403);
			}
		}
	}
	assert_eq!(stage.get("/jobs", &cookie).status, 200);
	// The control: what a browser opens by itself counts.
	for _ in 0..10 {
		wrong("/start/x", "none");
	}
	let ended = stage.wait().await.unwrap_err();
	assert!(matches!(ended, PortalError::TooManyWrong));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_link_holds_wherever_it_stands() {
	let stage = Stage::set(true).await;
	let host = stage.host();
	let headers = [("Host", host.as_str()), ("Sec-Fetch-Site", "cross-site")];
	assert_eq!(stage.raw("GET", &stage.start, &headers, "").status, 200);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_headers() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	let host = stage.host();
	let answers = [
		("page", stage.get("/jobs", &cookie)),
		("nothing", stage.get("/nowhere", &cookie)),
		("offline", stage.get("/", &cookie)),
		("static", stage.get("/static/portal.css", "")),
		("stranger", stage.get("/", "")),
		("rebound", stage.raw("GET", "/", &[("Host", "evil.example")], "")),
		("foreign", stage.raw("POST", "/lock", &[("Host", &host)], "")),
		("wrong link", stage.get("/start/x", "")),
	];
	let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action \
	              'self'; frame-ancestors 'none'; base-uri 'none'";
	for (what, answer) in &answers {
		for (name, value) in [
			("content-security-policy", policy),
			("x-content-type-options", "nosniff"),
			("referrer-policy", "no-referrer"),
			("x-frame-options", "DENY"),
			("cross-origin-opener-policy", "same-origin"),
			("cross-origin-resource-policy", "same-origin"),
		] {
			assert_eq!(answer.header(name), Some(value), "{what}");
		}
		// Every feature that is named is given to nobody.
		let features = answer.header("permissions-policy").unwrap();
		let given = features.split(", ").find(|feature| !feature.ends_with("=()"));
		assert_eq!(given, None, "{what}");
		for feature in [
			"camera",
			"clipboard-read",
			"display-capture",
			"fullscreen",
			"serial",
			"usb",
		] {
			assert!(features.contains(&format!("{feature}=()")), "{what}: {feature}");
		}
		assert!(!answer.head.to_lowercase().contains("access-control"), "{what}");
		let store = if *what == "static" {
			"private, max-age=3600"
		} else {
			"no-store"
		};
		assert_eq!(answer.header("cache-control"), Some(store), "{what}");
		for inline in ["<script>", "onclick=", "onload=", "style=\"", "<style"] {
			assert!(!answer.body.contains(inline), "{what} has {inline}");
		}
	}
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn locked_portals_show_nothing_and_open_with_the_passphrase() {
	let stage = Stage::set(false).await;
	let cookie = stage.enter();
	for page in PAGES {
		assert_eq!(
			stage.get(page, &cookie).header("location"),
			Some("/unlock"),
			"{page}"
		);
	}
	let page = stage.get("/unlock", &cookie);
	assert_eq!(page.status, 200);
	assert!(page.body.contains("//Alice") && page.body.contains("type=\"password\""));
	let token = stage.csrf(&page.body);
	let send = |passphrase: &str| {
		stage.post(
			"/unlock",
			&cookie,
			&format!("csrf={token}&passphrase={passphrase}"),
		)
	};
	let wrong = send("wrong");
	assert!(wrong.status >= 400, "{}", wrong.status);
	assert!(
		wrong.body.contains("passphrase") && wrong.body.contains("Next: "),
		"{}",
		wrong.body
	);
	assert!(
		!wrong.body.contains("value=\"wrong\""),
		"the page repeats what was typed"
	);
	// A second try at once is not even looked at, right or wrong.
	assert!(send(PASSPHRASE).body.contains("the portal waits"));
	assert_eq!(stage.get("/jobs", &cookie).header("location"), Some("/unlock"));
	stage.end().await.unwrap();
	let stage = Stage::set(false).await;
	let cookie = stage.enter();
	let token = stage.csrf(&stage.get("/unlock", &cookie).body);
	let right = stage.post(
		"/unlock",
		&cookie,
		&format!("csrf={token}&passphrase={PASSPHRASE}"),
	);
	assert_eq!(right.header("location"), Some("/"));
	assert_eq!(stage.get("/jobs", &cookie).status, 200);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_nobody_uses_locks_itself() {
	let stage = Stage::with(true, Duration::ZERO).await;
	let cookie = stage.enter();
	// It looks every second; until then the page may still be shown.
	for _ in 0..600 {
		let answer = stage.get("/jobs", &cookie);
		if answer.header("location") == Some("/unlock") {
			stage.end().await.unwrap();
			return;
		}
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
	panic!("it never locked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_away_is_told_as_on_the_command_line() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	for page in ["/", "/records", "/requests", "/search", "/emergencies", "/keys"] {
		let answer = stage.get(page, &cookie);
		assert_eq!(answer.status, 503, "{page}");
		for words in [
			"cannot reach the node at ws://127.0.0.1:1",
			"Next: start it, or name another one with --node",
		] {
			assert!(answer.body.contains(words), "{page}: {}", answer.body);
		}
	}
	let nothing = stage.get("/nowhere", &cookie);
	assert_eq!(nothing.status, 404);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_is_handed_a_link_to_the_first() {
	let stage = Stage::set(true).await;
	let first = stage.enter();
	let home = medquorum_client::config::Home::at(stage.folder.path());
	assert!(matches!(
		Served::listen(options(&stage.folder, Duration::ZERO)).await,
		Err(PortalError::RunsAlready)
	));
	let asked = home.clone();
	let link = tokio::task::spawn_blocking(move || again(&asked))
		.await
		.unwrap()
		.unwrap();
	let path = link.strip_prefix(&format!("http://{}", stage.host())).unwrap();
	let second = stage.get(path, "");
	assert_eq!(second.status, 200);
	let cookie = second
		.header("set-cookie")
		.unwrap()
		.split(';')
		.next()
		.unwrap()
		.to_owned();
	assert_eq!(stage.get("/jobs", &cookie).status, 200);
	// The browser that was there before has to come by a new link as well.
	assert_eq!(stage.get("/jobs", &first).status, 401);
	assert_eq!(stage.get("/again/guessed", "").status, 403);
	let note = stage.folder.path().join("portal.running");
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt as _;
		assert_eq!(std::fs::metadata(&note).unwrap().permissions().mode() & 0o77, 0);
	}
	stage.end().await.unwrap();
	assert!(!note.exists());
	assert_eq!(again(&home), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_passphrases_at_once_are_tried_one_after_the_other() {
	let stage = Stage::set(false).await;
	let cookie = stage.enter();
	let token = stage.csrf(&stage.get("/unlock", &cookie).body);
	let body = format!("csrf={token}&passphrase=wrong");
	let answers: Vec<Answer> = std::thread::scope(|scope| {
		let tries: Vec<_> = (0..8)
			.map(|_| scope.spawn(|| stage.post("/unlock", &cookie, &body)))
			.collect();
		tries.into_iter().map(|one| one.join().unwrap()).collect()
	});
	let waits = answers
		.iter()
		.filter(|answer| answer.body.contains("the portal waits"));
	assert!(waits.count() > 0, "no wait was asked for");
	assert!(answers.iter().all(|answer| answer.status >= 400));
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_not_set_up_shows_the_welcome_alone() {
	let stage = Stage::new().await;
	for page in PAGES.iter().chain(&["/welcome", "/unlock"]) {
		assert_eq!(stage.get(page, "").status, 401, "{page}");
	}
	let cookie = stage.enter();
	for page in PAGES.iter().chain(&["/unlock", "/nowhere"]) {
		assert_eq!(
			stage.get(page, &cookie).header("location"),
			Some("/welcome"),
			"{page}"
		);
	}
	let welcome = stage.get("/welcome", &cookie);
	assert_eq!(welcome.status, 200);
	assert!(welcome.body.contains("Address of a node"), "{}", welcome.body);
	let token = stage.csrf(&welcome.body);
	let folder = || std::fs::read_dir(stage.folder.path()).unwrap().count();
	let before = folder();
	// Forms of later steps do nothing before their time.
	for form in ["chain", "keys", "written", "again", "ask", "back"] {
		let body = format!(
			"csrf={token}&passphrase=a&again=a&same=yes&genesis={}",
			"00".repeat(32)
		);
		let answer = stage.post(&format!("/welcome/{form}"), &cookie, &body);
		assert!([303, 403].contains(&answer.status), "{form}: {}", answer.status);
		assert_eq!(
			stage.post(&format!("/welcome/{form}"), &cookie, "").status,
			403,
			"{form}"
		);
	}
	let send = |node: &str, folder: &str| {
		let body = format!("csrf={token}&node={node}&folder={folder}");
		stage.post("/welcome/place", &cookie, &body)
	};
	let away = send("ws%3A%2F%2F127.0.0.1%3A1", "");
	assert_eq!(away.status, 503);
	assert!(away.body.contains("cannot reach the node"), "{}", away.body);
	assert!(
		send("ws%3A%2F%2F127.0.0.1%3A1", "relative")
			.body
			.contains("begin at the root")
	);
	assert_eq!(folder(), before, "something was written");
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_home_that_is_set_up_is_not_set_up_again() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	assert_eq!(stage.get("/welcome", &cookie).header("location"), Some("/"));
	let token = stage.csrf(&stage.get("/jobs", &cookie).body);
	let settings = || std::fs::read(stage.folder.path().join("config.json")).unwrap();
	let before = settings();
	for form in ["chain", "keys", "written", "again", "ask", "back", "place"] {
		let body = format!("csrf={token}&passphrase=a&again=a&same=yes&node=ws%3A%2F%2F127.0.0.1%3A1");
		stage.post(&format!("/welcome/{form}"), &cookie, &body);
	}
	assert_eq!(settings(), before);
	stage.end().await.unwrap();
}
