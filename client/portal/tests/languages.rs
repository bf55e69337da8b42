//! Pages in the language of whoever reads them.
#![forbid(unsafe_code)]
use crate::common::*;

impl Stage {
	/// Asks for a page as a browser whose person reads this.
	fn read(&self, path: &str, cookie: &str, language: &str) -> Answer {
		let headers = [
			("Host", self.host()),
			("Cookie", cookie.to_owned()),
			("Accept-Language", language.to_owned()),
		];
		let headers: Vec<(&str, &str)> = headers
			.iter()
			.map(|(name, value)| (*name, value.as_str()))
			.collect();
		self.raw("GET", path, &headers, "")
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_speaks_the_language_that_is_read() {
	for (unlocked, stage) in [(true, Stage::set(true).await), (false, Stage::set(false).await)] {
		let cookie = stage.enter();
		for page in PAGES.iter().chain(&["/unlock", "/nowhere"]) {
			let english = stage.read(page, &cookie, "en");
			let german = stage.read(page, &cookie, "de-CH, de;q=0.9, en;q=0.5");
			assert_eq!(english.status, german.status, "{page}");
			if english.body.contains("<html") {
				assert!(
					english.body.contains("<html lang=\"en\">"),
					"{page}: {}",
					english.body
				);
				assert!(
					german.body.contains("<html lang=\"de\">"),
					"{page}: {}",
					german.body
				);
				assert!(
					!german.body.contains("<span lang=\"en\">"),
					"{page}: {}",
					german.body
				);
			}
		}
		let told = stage.read("/records", &cookie, "de").body;
		assert!(
			!unlocked || told.contains("der Knoten unter ws://127.0.0.1:1 ist nicht erreichbar"),
			"{told}"
		);
		// The control: to whoever reads neither, English.
		assert!(
			stage
				.read("/unlock", "", "fr")
				.body
				.contains("<html lang=\"en\">")
		);
		stage.end().await.unwrap();
	}
	let stage = Stage::new().await;
	let cookie = stage.enter();
	let welcome = stage.read("/welcome", &cookie, "de");
	assert!(
		welcome.body.contains("Adresse eines Knotens") && welcome.body.contains(">English</button>"),
		"{}",
		welcome.body
	);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_of_the_language_stays_and_leads_back() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	let page = stage.read("/jobs", &cookie, "de").body;
	assert!(
		page.contains("name=\"back\" value=\"/jobs\"") && page.contains("Seit dem Start"),
		"{page}"
	);
	let token = stage.csrf(&page);
	let choose = |fields: &str| stage.post("/language", &cookie, &format!("csrf={token}&{fields}"));
	let chosen = choose("language=en&back=%2Fjobs");
	assert_eq!((chosen.status, chosen.header("location")), (303, Some("/jobs")));
	let set = chosen.header("set-cookie").unwrap();
	for part in ["medquorum-language=en;", "HttpOnly", "SameSite=Strict", "Path=/"] {
		assert!(set.contains(part), "{set}");
	}
	let both = format!("{cookie}; {}", set.split(';').next().unwrap());
	assert!(
		stage
			.read("/jobs", &both, "de")
			.body
			.contains("Nothing was started")
	);
	// Nobody is led to another server, and no language is made up.
	assert_eq!(
		choose("language=de&back=%2F%2Fevil.example").header("location"),
		Some("/")
	);
	let unknown = choose("language=xx&back=%2F");
	assert_eq!((unknown.status, unknown.header("set-cookie")), (422, None));
	stage.end().await.unwrap();
}
