//! Figures as Prometheus reads them (OpenMetrics 1.0).

use medquorum_client::{
	domain::{BlockNumber, Moment},
	replicas::ReplicasSeen,
	roles::{Figures, Reading, RequestStage},
};
use prometheus_client::{
	encoding::text::encode,
	metrics::{
		counter::Counter,
		family::Family,
		gauge::Gauge,
		histogram::{Histogram, exponential_buckets},
	},
	registry::Registry,
};
use std::collections::BTreeMap;

/// Records by their status.
pub type Counted = BTreeMap<&'static str, u64>;

type Labels = Vec<(&'static str, String)>;
type Labelled = Family<Labels, Gauge>;

/// Seconds of one moment of the chain's clock.
const MOMENT: u32 = 6;

/// What stays from one look to the next.
pub struct Page {
	decided: Histogram,
	failed: Counter,
}

impl Default for Page {
	fn default() -> Self {
		Self {
			// From a minute to four and a half days: requests expire after one.
			decided: Histogram::new(exponential_buckets(60.0, 3.0, 9)),
			failed: Counter::default(),
		}
	}
}

fn seconds(moments: Moment) -> i64 {
	i64::from(moments) * i64::from(MOMENT)
}

fn whole(number: impl TryInto<i64>) -> i64 {
	number.try_into().unwrap_or(i64::MAX)
}

/// A label's value as it stands between quotation marks. The encoder writes values as they are, so one mark in the name of a host would
/// end the whole page for its reader.
fn quoted(value: &str) -> String {
	value
		.replace('\\', r"\\")
		.replace('"', "\\\"")
		.replace('\n', r"\n")
}

/// A registry that is filled and written out.
struct Sheet(Registry);

impl Sheet {
	fn gauge(&mut self, name: &str, help: &str, value: i64) {
		let gauge: Gauge = Gauge::default();
		gauge.set(value);
		self.0.register(name, help, gauge);
	}

	fn family(&mut self, name: &str, help: &str, values: impl IntoIterator<Item = (Labels, i64)>) {
		let family = Labelled::default();
		for (labels, value) in values {
			let labels = labels.into_iter();
			let labels = labels
				.map(|(name, value)| (name, quoted(&value)))
				.collect::<Labels>();
			family.get_or_create(&labels).set(value);
		}
		self.0.register(name, help, family);
	}
}

impl Page {
	/// A request was decided about, or ended otherwise, after so many moments.
	pub fn decided(&self, waited: Moment) {
		self.decided.observe(f64::from(waited) * f64::from(MOMENT));
	}

	/// The node could not be asked.
	pub fn failed(&self) {
		self.failed.inc();
	}

	/// All of it; without figures the node is away, and only that is told and what this home knows by itself. `now` is in milliseconds
	/// since 1970.
	pub fn text(
		&self,
		figures: Option<&Figures>,
		records: Option<&Counted>,
		replicas: Option<&ReplicasSeen>,
		now: u64,
	) -> String {
		let mut sheet = Sheet(Registry::with_prefix("medquorum"));
		sheet.gauge("up", "1 while the node answers", i64::from(figures.is_some()));
		sheet.0.register(
			"failed_looks",
			"Looks at the chain that failed",
			self.failed.clone(),
		);
		if let Some(figures) = figures {
			self.of_the_chain(&mut sheet, figures, now);
			of_requests(&mut sheet, figures);
			of_ends(&mut sheet, figures);
			of_catalogues(&mut sheet, figures);
			of_governance(&mut sheet, figures);
			of_committees(&mut sheet, figures);
		}
		if let (Some(_), Some(records)) = (figures, records) {
			let counted = records
				.iter()
				.map(|(status, count)| (vec![("status", (*status).to_owned())], whole(*count)));
			sheet.family(
				"records",
				"Records by status, when they were last counted",
				counted,
			);
		}
		if let Some(seen) = replicas {
			of_replicas(&mut sheet, seen, now);
		}
		let mut text = String::new();
		// Writing into a string does not fail.
		let _: std::fmt::Result = encode(&mut text, &sheet.0);
		text
	}

	fn of_the_chain(&self, sheet: &mut Sheet, figures: &Figures, now: u64) {
		sheet.gauge(
			"finalized_block",
			"The newest finalized block",
			figures.block.into(),
		);
		if let Some(time) = figures.time {
			let age = now.saturating_sub(time) / 1000;
			sheet.gauge(
				"finalized_age_seconds",
				"Seconds since that block was made",
				whole(age),
			);
		}
		sheet.gauge(
			"clock_moments",
			"The chain's own clock, in moments of 6 seconds",
			figures.clock.into(),
		);
		sheet.gauge(
			"syncing",
			"1 while the node catches up",
			i64::from(figures.syncing),
		);
		let believed = "1 while the node is on the branch that was seen last, and not behind it";
		sheet.gauge("believed", believed, i64::from(figures.believed));
		if figures.has_read(Reading::Pause) {
			let paused = figures
				.paused
				.is_some_and(|until: BlockNumber| until >= figures.block);
			sheet.gauge(
				"paused",
				"1 while the council has paused the records",
				i64::from(paused),
			);
		}
		let decided = "Seconds from a request to its decision or end, as seen between two looks";
		sheet
			.0
			.register("time_to_decision_seconds", decided, self.decided.clone());
		let unread = Reading::ALL.map(|reading| {
			let label = vec![("about", reading.word().to_owned())];
			(label, i64::from(!figures.has_read(reading)))
		});
		let help =
			"1 where an answer could not be made sense of: its figures are missing, all others are right";
		sheet.family("unread", help, unread);
	}
}

fn of_requests(sheet: &mut Sheet, figures: &Figures) {
	if !figures.has_read(Reading::Requests) {
		return;
	}
	let counted = RequestStage::ALL.map(|stage| {
		let count = figures.requests.get(&stage).copied().unwrap_or_default();
		(vec![("stage", stage.word().to_owned())], whole(count))
	});
	sheet.family("requests", "Requests in state", counted);
	let oldest = "Seconds that the oldest request waits for a decision";
	sheet.gauge("oldest_open_request_seconds", oldest, seconds(figures.oldest));
	let at_risk = "Requests whose present window ends within four hours";
	sheet.gauge("requests_at_risk", at_risk, whole(figures.at_risk));
}

/// How records end, or are kept from ending.
fn of_ends(sheet: &mut Sheet, figures: &Figures) {
	if figures.has_read(Reading::Erasures) {
		let (erasures, due) = figures.erasures;
		sheet.gauge("erasures", "Erasures that have not taken place", whole(erasures));
		sheet.gauge(
			"erasures_due",
			"Erasures that anybody can carry out now",
			whole(due),
		);
	}
	if figures.has_read(Reading::Holds) {
		sheet.gauge("legal_holds", "Legal holds that last", whole(figures.holds));
	}
	if figures.has_read(Reading::Hosts) {
		sheet.gauge(
			"storage_hosts",
			"Accounts with the role of a storage host",
			whole(figures.hosts),
		);
	}
}

fn of_catalogues(sheet: &mut Sheet, figures: &Figures) {
	if !figures.has_read(Reading::Catalogues) {
		return;
	}
	let labels = |facility: &dyn ToString| vec![("facility", facility.to_string())];
	let ages = figures.catalogues.iter();
	let ages = ages.map(|(facility, (age, _))| (labels(facility), seconds(*age)));
	sheet.family(
		"catalogue_age_seconds",
		"Seconds since a facility published its catalogue",
		ages,
	);
	let overdue = figures.catalogues.iter();
	let overdue = overdue.map(|(facility, (_, overdue))| (labels(facility), i64::from(*overdue)));
	sheet.family(
		"catalogue_overdue",
		"1 where its next publication is overdue",
		overdue,
	);
}

fn of_governance(sheet: &mut Sheet, figures: &Figures) {
	if !figures.has_read(Reading::Votes) {
		return;
	}
	let motions = ["council", "recovery"].into_iter().zip(figures.motions);
	let motions = motions.map(|(body, count)| (vec![("body", body.to_owned())], whole(count)));
	sheet.family("motions", "Motions on which a body votes", motions);
	sheet.gauge(
		"decisions",
		"Decisions of the council that wait",
		whole(figures.decisions),
	);
	sheet.gauge(
		"notices",
		"Notices to a body that its members will be others",
		whole(figures.notices),
	);
}

fn of_committees(sheet: &mut Sheet, figures: &Figures) {
	if !figures.has_read(Reading::Committees) {
		return;
	}
	let of_each = |value: fn(&(u32, u16, usize)) -> i64| {
		let committees = figures.committees.iter();
		committees.map(move |(id, rule)| (vec![("committee", id.to_string())], value(rule)))
	};
	let epoch = of_each(|(epoch, ..)| (*epoch).into());
	sheet.family(
		"committee_epoch",
		"How often a committee's administrators were set",
		epoch,
	);
	let approvals = of_each(|(_, k, _)| (*k).into());
	sheet.family("committee_approvals", "Approvals that a request needs", approvals);
	let members = of_each(|(.., n)| whole(*n));
	sheet.family(
		"committee_administrators",
		"Administrators of a committee",
		members,
	);
}

/// What this home's last look at the hosts of its store found, and how old that is. The chain knows nothing of it.
fn of_replicas(sheet: &mut Sheet, seen: &ReplicasSeen, now: u64) {
	let age = now.saturating_sub(seen.time) / 1000;
	sheet.gauge(
		"replicas_age_seconds",
		"Seconds since this home looked at the hosts of its store",
		whole(age),
	);
	let wanted = "On how many hosts each object of a record should lie";
	sheet.gauge("replicas_wanted", wanted, whole(seen.wanted));
	let records = "Records uploaded from here whose objects have to be there";
	sheet.gauge("replicas_records", records, whole(seen.records));
	sheet.gauge(
		"replicas_objects",
		"Objects of those records",
		whole(seen.objects),
	);
	let lacking = "Objects on fewer hosts than that, not on the own one, or damaged";
	sheet.gauge("replicas_lacking", lacking, whole(seen.lacking));
	sheet.gauge(
		"replicas_hosts",
		"Hosts of the store that were asked",
		whole(seen.hosts.len()),
	);
	let answering = "Hosts of the store that answered for every object";
	sheet.gauge("replicas_hosts_answering", answering, whole(seen.answering()));
	let kept = seen.hosts.iter();
	let kept = kept.map(|(host, said)| (vec![("host", host.clone())], whole(said.kept)));
	sheet.family("replicas_kept", "Needed objects that a host keeps", kept);
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::replicas::HostSeen;

	fn line<'a>(text: &'a str, name: &str) -> &'a str {
		let found = text.lines().find(|line| line.starts_with(name));
		found.unwrap_or_else(|| panic!("no {name} in {text}"))
	}

	/// Two hosts, one of which fell silent.
	fn seen() -> ReplicasSeen {
		let host = |answered, kept| HostSeen { answered, kept };
		ReplicasSeen {
			time: 1_000,
			wanted: 2,
			records: 2,
			objects: 4,
			lacking: 1,
			hosts: [
				("own".to_owned(), host(true, 4)),
				("ward-b".to_owned(), host(false, 3)),
			]
			.into(),
		}
	}

	#[test]
	fn node_that_is_away_is_told_and_nothing_else() {
		let page = Page::default();
		page.failed();
		let text = page.text(None, None, None, 0);
		assert_eq!(line(&text, "medquorum_up "), "medquorum_up 0");
		assert_eq!(
			line(&text, "medquorum_failed_looks_total"),
			"medquorum_failed_looks_total 1"
		);
		assert!(
			!text.contains("medquorum_requests") && text.ends_with("# EOF\n"),
			"{text}"
		);
	}

	#[test]
	fn figures_are_told_with_their_units() {
		let page = Page::default();
		page.decided(100);
		let figures = Figures {
			block: 7,
			time: Some(1_000),
			believed: true,
			paused: Some(6),
			requests: [(RequestStage::Open, 2)].into(),
			oldest: 10,
			committees: [(3, (1, 2, 4))].into(),
			motions: [1, 0],
			..Figures::default()
		};
		let text = page.text(
			Some(&figures),
			Some(&[("active", 5)].into()),
			Some(&seen()),
			61_000,
		);
		for expected in [
			"medquorum_up 1",
			"medquorum_finalized_block 7",
			"medquorum_finalized_age_seconds 60",
			"medquorum_paused 0",
			"medquorum_requests{stage=\"open\"} 2",
			"medquorum_requests{stage=\"ended\"} 0",
			"medquorum_oldest_open_request_seconds 60",
			"medquorum_committee_approvals{committee=\"3\"} 2",
			"medquorum_committee_administrators{committee=\"3\"} 4",
			"medquorum_motions{body=\"council\"} 1",
			"medquorum_records{status=\"active\"} 5",
			"medquorum_time_to_decision_seconds_sum 600.0",
			"medquorum_unread{about=\"requests\"} 0",
			"medquorum_replicas_age_seconds 60",
			"medquorum_replicas_lacking 1",
			"medquorum_replicas_hosts 2",
			"medquorum_replicas_hosts_answering 1",
			"medquorum_replicas_kept{host=\"ward-b\"} 3",
		] {
			assert!(
				text.lines().any(|line| line == expected),
				"{expected} is not in {text}"
			);
		}
	}

	/// An answer that makes no sense is told, costs its own figures, and ends neither the page nor what stands beside it.
	#[test]
	fn answer_that_makes_no_sense_costs_its_own_figures_alone() {
		let unread = [Reading::Requests, Reading::Records].map(|reading| (reading, "odd".to_owned()));
		let figures = Figures {
			unread: unread.into(),
			..Figures::default()
		};
		let text = Page::default().text(Some(&figures), None, None, 0);
		for told in [
			"medquorum_up 1",
			"medquorum_unread{about=\"requests\"} 1",
			"medquorum_unread{about=\"records\"} 1",
			"medquorum_unread{about=\"votes\"} 0",
			"medquorum_decisions 0",
			"medquorum_erasures_due 0",
		] {
			assert!(text.lines().any(|line| line == told), "{told} is not in {text}");
		}
		for left_out in ["medquorum_requests", "medquorum_oldest", "medquorum_records"] {
			assert!(!text.contains(left_out), "{left_out} is in {text}");
		}
		assert!(text.ends_with("# EOF\n"), "{text}");
	}

	/// What others have named stays one value in one line.
	#[test]
	fn stray_mark_or_line_in_a_name_ends_no_page() {
		let mut seen = seen();
		let odd = "a\"} 1\nmedquorum_up 1\n# EOF\n\\";
		let said = HostSeen {
			answered: true,
			kept: 9,
		};
		seen.hosts.insert(odd.to_owned(), said);
		let text = Page::default().text(None, None, Some(&seen), 0);
		let told = r#"medquorum_replicas_kept{host="a\"} 1\nmedquorum_up 1\n# EOF\n\\"} 9"#;
		assert!(text.lines().any(|line| line == told), "{told} is not in {text}");
		let (up, _) = text.split_once("\n# HELP medquorum_failed").unwrap();
		assert!(up.ends_with("medquorum_up 0"), "{text}");
		let known = |line: &str| line.starts_with("# ") || line.starts_with("medquorum_");
		assert!(text.lines().all(known), "{text}");
		assert_eq!(text.lines().filter(|line| *line == "# EOF").count(), 1);
	}

	/// Rules and board name nothing that is not served.
	#[test]
	fn rules_and_board_are_about_what_is_served() {
		let everything = Figures {
			time: Some(0),
			committees: [(1, (1, 2, 3))].into(),
			catalogues: [(medquorum_client::domain::AccountId([1; 32]), (1, true))].into(),
			..Figures::default()
		};
		let records: Counted = [("active", 1)].into();
		let text = Page::default().text(Some(&everything), Some(&records), Some(&seen()), 0);
		let files = [
			include_str!("../../../../../docs/monitoring/alerts.yml"),
			include_str!("../../../../../docs/monitoring/dashboard.json"),
		];
		let mut names = 0;
		for file in files {
			for found in file.match_indices("medquorum_") {
				let rest = &file[found.0..];
				let end = rest.find(|c: char| c != '_' && !c.is_ascii_lowercase());
				let name = &rest[..end.unwrap_or(rest.len())];
				let served = |line: &str| line.split(['{', ' ']).next() == Some(name);
				assert!(text.lines().any(served), "{name} is not served: {text}");
				names += 1;
			}
		}
		assert!(names > 20);
		serde_json::from_str::<serde_json::Value>(files[1]).unwrap();
	}
}
